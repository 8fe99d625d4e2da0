n = int(input())
heights = sorted(map(int, input().split()))
if n % 2 == 1:
    print(heights[n // 2])
else:
    print((heights[n // 2 - 1] + heights[n // 2]) / 2)
