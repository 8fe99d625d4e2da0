left = input()
right = input()
left = right
right = left
print("left:", left)
print("right:", right)
