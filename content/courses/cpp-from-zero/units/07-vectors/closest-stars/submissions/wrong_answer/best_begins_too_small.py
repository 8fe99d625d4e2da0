n = int(input())
stars = sorted(map(int, input().split()))
best = 50
for i in range(1, n):
    best = min(best, stars[i] - stars[i - 1])
print(best)
