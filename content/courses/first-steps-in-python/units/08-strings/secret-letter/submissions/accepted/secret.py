alphabet = "abcdefghijklmnopqrstuvwxyz"
shift = int(input())
result = ""
for letter in input():
    place = alphabet.find(letter)
    if place == -1:
        result = result + letter
    else:
        result = result + alphabet[(place + shift) % 26]
print(result)
