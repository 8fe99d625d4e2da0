points = {}
for i in range(int(input())):
    home, a, away, b = input().split()
    points[home] = points.get(home, 0) + (3 if a > b else 1 if a == b else 0)
    points[away] = points.get(away, 0) + (3 if b > a else 1 if a == b else 0)
for team in sorted(points, key=lambda t: (-points[t], t)):
    print(team, points[team])
