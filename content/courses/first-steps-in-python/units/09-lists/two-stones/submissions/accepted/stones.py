target = int(input())
stones = list(map(int, input().split()))
answer = "none"
for i in range(len(stones)):
    for j in range(i + 1, len(stones)):
        if stones[i] + stones[j] == target:
            answer = f"{stones[i]} {stones[j]}"
print(answer)
