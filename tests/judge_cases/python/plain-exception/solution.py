x = []

print(x[0])
