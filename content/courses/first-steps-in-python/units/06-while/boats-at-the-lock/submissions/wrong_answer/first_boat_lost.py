boats = 0
people = 0
number = int(input())
while number != 0:
    number = int(input())
    if number != 0:
        boats = boats + 1
        people = people + number
print("boats:", boats)
print("people:", people)
