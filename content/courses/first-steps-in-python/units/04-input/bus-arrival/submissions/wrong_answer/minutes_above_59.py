hour, minute = map(int, input().split())
ride = int(input())
print(hour, minute + ride)
