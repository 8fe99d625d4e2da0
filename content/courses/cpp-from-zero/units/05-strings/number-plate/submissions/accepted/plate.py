total = 0
for sign in input():
    if sign.isdigit():
        total = total + int(sign)
print(total)
