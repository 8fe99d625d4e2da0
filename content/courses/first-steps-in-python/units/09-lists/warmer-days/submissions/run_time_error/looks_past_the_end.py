days = list(map(int, input().split()))
count = 0
for i in range(len(days)):
    if days[i + 1] > days[i]:
        count = count + 1
print(count)
