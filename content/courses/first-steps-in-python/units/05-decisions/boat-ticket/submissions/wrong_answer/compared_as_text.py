age = input()
if age < "12":
    print(2)
elif age < "65":
    print(5)
else:
    print(3)
