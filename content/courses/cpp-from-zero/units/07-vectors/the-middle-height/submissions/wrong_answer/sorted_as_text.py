n = int(input())
heights = sorted(input().split())
if n % 2 == 1:
    print(heights[n // 2])
else:
    print((int(heights[n // 2 - 1]) + int(heights[n // 2])) / 2)
