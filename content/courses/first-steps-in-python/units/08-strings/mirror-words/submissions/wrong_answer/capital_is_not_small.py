word = input()
if word == word[::-1]:
    print("mirror")
else:
    print("plain")
