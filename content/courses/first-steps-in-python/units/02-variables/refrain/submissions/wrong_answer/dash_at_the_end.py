word = input()
line = (word + "-") * 3
print(line)
print(line + "!")
