left = input()
right = input()
print("right:", left)
print("left:", right)
