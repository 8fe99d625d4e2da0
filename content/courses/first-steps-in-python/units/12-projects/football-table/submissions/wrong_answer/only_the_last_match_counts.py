points = {}
for i in range(int(input())):
    home, a, away, b = input().split()
    points[home] = 3 if int(a) > int(b) else 1 if a == b else 0
    points[away] = 3 if int(b) > int(a) else 1 if a == b else 0
for team in sorted(points, key=lambda t: (-points[t], t)):
    print(team, points[team])
