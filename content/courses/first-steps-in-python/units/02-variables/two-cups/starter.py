left = input()
right = input()

print("left:", left)
print("right:", right)
