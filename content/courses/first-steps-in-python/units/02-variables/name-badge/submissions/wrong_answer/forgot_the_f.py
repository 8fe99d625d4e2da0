name = input()
print("Hello, my name is {name}!")
