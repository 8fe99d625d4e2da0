n = int(input())
families = {}
for word in input().split():
    letters = len(word)
    families[letters] = families.get(letters, 0) + 1
print(len(families), max(families.values()))
