x = 0
y = 0
steps = input()
for step in steps:
    if step == "N":
        y = y + 1
    elif step == "S":
        y = y - 1
    elif step == "E":
        x = x + 1
    else:
        x = x - 1
print(x, y)
print(len(steps) + 1)
