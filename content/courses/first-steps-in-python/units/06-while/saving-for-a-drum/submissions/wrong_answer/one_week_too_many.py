price, weekly = map(int, input().split())
saved = 0
weeks = 0
while saved <= price:
    saved = saved + weekly
    weeks = weeks + 1
print(weeks)
