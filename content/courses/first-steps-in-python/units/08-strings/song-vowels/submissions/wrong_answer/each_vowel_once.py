line = input().lower()
count = 0
for vowel in "aeiou":
    if vowel in line:
        count = count + 1
print(count)
