for word in input().split():
    print(word[0].upper() + ".", end=" ")
print()
