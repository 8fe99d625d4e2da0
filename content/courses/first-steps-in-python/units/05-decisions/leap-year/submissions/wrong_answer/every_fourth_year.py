year = int(input())
if year % 4 == 0:
    print(366)
else:
    print(365)
