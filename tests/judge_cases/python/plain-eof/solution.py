a = input()
b = input()
