def add(points, team, number):
    points[team] = points.get(team, 0) + number


points = {}
n = int(input())
for i in range(n):
    home, home_goals, away, away_goals = input().split()
    home_goals = int(home_goals)
    away_goals = int(away_goals)
    if home_goals > away_goals:
        add(points, home, 3)
        add(points, away, 0)
    elif home_goals < away_goals:
        add(points, home, 0)
        add(points, away, 3)
    else:
        add(points, home, 1)
        add(points, away, 1)

for wanted in range(3 * n, -1, -1):
    for team in sorted(points):
        if points[team] == wanted:
            print(team, wanted)
