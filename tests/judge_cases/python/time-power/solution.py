print(len(str(9 ** 9 ** 8)))
