first, last, step = map(int, input().split())
for minute in range(first, last + step, step):
    print(minute)
