word = input().lower()
backwards = ""
for letter in word:
    backwards = letter + backwards
if word == backwards:
    print("mirror")
else:
    print("plain")
