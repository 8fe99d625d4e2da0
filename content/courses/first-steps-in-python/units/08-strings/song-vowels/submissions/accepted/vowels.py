count = 0
for letter in input().lower():
    if letter in "aeiou":
        count = count + 1
print(count)
