target = int(input())
stones = list(map(int, input().split()))
answer = "none"
for a in stones:
    for b in stones:
        if a + b == target:
            answer = f"{a} {b}"
print(answer)
