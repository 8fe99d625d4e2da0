points = {}
for i in range(int(input())):
    home, a, away, b = input().split()
    if int(a) > int(b):
        points[home] = points.get(home, 0) + 3
    elif int(a) < int(b):
        points[away] = points.get(away, 0) + 3
    else:
        points[home] = points.get(home, 0) + 1
        points[away] = points.get(away, 0) + 1
for team in sorted(points, key=lambda t: (-points[t], t)):
    print(team, points[team])
