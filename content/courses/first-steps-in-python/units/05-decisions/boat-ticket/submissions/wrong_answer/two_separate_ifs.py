age = int(input())
if age < 12:
    print(2)
if age < 65:
    print(5)
else:
    print(3)
