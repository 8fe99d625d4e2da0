target = int(input())
stones = list(map(int, input().split()))
answer = "none"
for i in range(len(stones) - 1):
    if stones[i] + stones[i + 1] == target:
        answer = f"{stones[i]} {stones[i + 1]}"
print(answer)
