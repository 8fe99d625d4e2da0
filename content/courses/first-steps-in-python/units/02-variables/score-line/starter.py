home = input()
away = input()
home_goals = input()
away_goals = input()
