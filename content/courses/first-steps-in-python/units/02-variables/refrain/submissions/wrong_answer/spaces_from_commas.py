word = input()
print(word, "-", word, "-", word)
print(word, "-", word, "-", word, "!")
