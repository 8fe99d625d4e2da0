height, age, adult = input().split()
height = int(height)
age = int(age)
if height >= 120 and age >= 8 or adult == "yes":
    print("ride")
else:
    print("wait")
