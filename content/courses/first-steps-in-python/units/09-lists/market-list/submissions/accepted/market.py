n = int(input())
things = []
for i in range(n):
    thing = input()
    if thing not in things:
        things.append(thing)
for thing in sorted(things):
    print(thing)
