age = int(input())
print(age + 10)
print(2 * (age + 10))
