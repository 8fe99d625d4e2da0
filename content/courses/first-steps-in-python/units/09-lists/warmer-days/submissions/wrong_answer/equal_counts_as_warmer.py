days = list(map(int, input().split()))
count = 0
for i in range(1, len(days)):
    if days[i] >= days[i - 1]:
        count = count + 1
print(count)
