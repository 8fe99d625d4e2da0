hour, minute = map(int, input().split())
ride = int(input())
total = hour * 60 + minute + ride
print(total // 60 % 24, total % 60)
