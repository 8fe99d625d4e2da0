word = input()
