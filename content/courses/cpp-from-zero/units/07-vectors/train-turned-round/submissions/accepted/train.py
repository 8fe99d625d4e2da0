n = int(input())
wagons = input().split()
print(" ".join(reversed(wagons)))
