n = int(input())
stars = sorted(map(int, input().split()))
print(min(stars[i] - stars[i - 1] for i in range(1, n)))
