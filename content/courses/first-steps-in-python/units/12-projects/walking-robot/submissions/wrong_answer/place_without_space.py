x = 0
y = 0
visited = ["00"]
for step in input():
    if step == "N":
        y = y + 1
    elif step == "S":
        y = y - 1
    elif step == "E":
        x = x + 1
    else:
        x = x - 1
    place = f"{x}{y}"
    if place not in visited:
        visited.append(place)
print(x, y)
print(len(visited))
