dates = int(input())
children = int(input())
print(dates // children)
print(dates % children)
