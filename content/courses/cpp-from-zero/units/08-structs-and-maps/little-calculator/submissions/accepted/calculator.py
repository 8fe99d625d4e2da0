import sys

for line in sys.stdin:
    left, sign, right = line.split()
    a = int(left)
    b = int(right)
    if sign == "+":
        print(a + b)
    elif sign == "-":
        print(a - b)
    elif sign == "*":
        print(a * b)
    elif sign == "/" and b != 0:
        print(a // b)
    elif sign == "%" and b != 0:
        print(a % b)
    else:
        print("error")
