boats = 0
people = 0
number = 1
while number != 0:
    number = int(input())
    boats = boats + 1
    people = people + number
print("boats:", boats)
print("people:", people)
