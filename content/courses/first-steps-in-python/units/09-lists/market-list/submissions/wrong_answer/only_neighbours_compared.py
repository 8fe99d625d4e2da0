n = int(input())
things = []
for i in range(n):
    thing = input()
    if i == 0 or thing != things[-1]:
        things.append(thing)
for thing in sorted(things):
    print(thing)
