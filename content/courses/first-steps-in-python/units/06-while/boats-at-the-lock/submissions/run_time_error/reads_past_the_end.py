boats = 0
people = 0
while True:
    number = int(input())
    boats = boats + 1
    people = people + number
