celsius = float(input())
print((celsius + 32) * 9 / 5)
