n = int(input())
while n > 1:
    print(n)
    n = n - 1
print("Up!")
