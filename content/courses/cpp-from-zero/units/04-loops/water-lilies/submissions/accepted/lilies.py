pond = int(input())
leaves = 1
days = 0
while leaves < pond:
    leaves = leaves * 2
    days = days + 1
print(days)
