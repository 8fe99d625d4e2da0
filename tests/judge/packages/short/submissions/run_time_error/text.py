a, b = input()
print(int(a) + int(b))
