age = input()
print(age + "10")
print((age + "10") * 2)
