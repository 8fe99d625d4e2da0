n = int(input())
total = 0
for i in range(n):
    total = total + float(input())
print(total)
print(total / n)
