target = int(input())
stones = list(map(int, input().split()))
found = 0
for i in range(len(stones)):
    for j in range(i + 1, len(stones)):
        if stones[i] + stones[j] == target:
            print(stones[i], stones[j])
            found = found + 1
if found == 0:
    print("none")
