alphabet = "abcdefghijklmnopqrstuvwxyz"
shift = int(input())
result = ""
for letter in input():
    place = alphabet.find(letter)
    result = result + alphabet[(place + shift) % 26]
print(result)
