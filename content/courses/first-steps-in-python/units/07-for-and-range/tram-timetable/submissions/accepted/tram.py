first, last, step = map(int, input().split())
for minute in range(first, last + 1, step):
    print(minute)
