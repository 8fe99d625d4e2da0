rows, columns = map(int, input().split())
for r in range(rows):
    for c in range(columns):
        if (r + c) % 2 == 0:
            print("#")
        else:
            print(".")
