word = input().lower()
for i in range(len(word)):
    if word[i] == word[len(word) - 1 - i]:
        print("mirror")
        break
else:
    print("plain")
