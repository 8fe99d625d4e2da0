word = input().lower()
if word[0] == word[-1]:
    print("mirror")
else:
    print("plain")
