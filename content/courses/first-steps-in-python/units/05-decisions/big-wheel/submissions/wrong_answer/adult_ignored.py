height, age, adult = input().split()
if int(height) >= 120 and int(age) >= 8:
    print("ride")
else:
    print("wait")
