result = ""
for word in input().split():
    result = result + word[0] + "."
print(result)
