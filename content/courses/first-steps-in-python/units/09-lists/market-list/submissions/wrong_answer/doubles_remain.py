n = int(input())
things = []
for i in range(n):
    things.append(input())
for thing in sorted(things):
    print(thing)
