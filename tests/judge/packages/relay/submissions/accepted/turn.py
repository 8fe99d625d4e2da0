what, word = input().split()
print(word[::-1])
