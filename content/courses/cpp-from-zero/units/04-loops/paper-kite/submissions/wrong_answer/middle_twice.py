n = int(input())
for width in range(1, n + 1):
    print(" " * (n - width) + "*" * (2 * width - 1))
for width in range(n, 0, -1):
    print(" " * (n - width) + "*" * (2 * width - 1))
