n = int(input())
families = {}
for word in input().split():
    families[word] = families.get(word, 0) + 1
print(len(families), max(families.values()))
