n = int(input())
for row in range(1, 2 * n):
    width = min(row, 2 * n - row)
    print(" " * (n - width) + "*" * (2 * width - 1))
