a = int(input())
b = int(input())
c = int(input())
if a < b:
    print(a)
else:
    print(b)
