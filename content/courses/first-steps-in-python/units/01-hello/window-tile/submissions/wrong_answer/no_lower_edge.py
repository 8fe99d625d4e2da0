print("+---+")
print("|o.o|")
print("|.x.|")
print("|o.o|")
