cars, places = map(int, input().split())
print((cars + places - 1) // places)
