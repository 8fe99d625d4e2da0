name = input()
print(f"Hello, my name is {name}!")
