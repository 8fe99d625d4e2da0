rows, columns = map(int, input().split())
for r in range(columns):
    for c in range(rows):
        if (r + c) % 2 == 0:
            print("#", end="")
        else:
            print(".", end="")
    print()
