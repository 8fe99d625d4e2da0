word = input()
line = word + "-" + word + "-" + word
print(line)
print(line + "!")
