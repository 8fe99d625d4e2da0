n = int(input())
votes = {}
for i in range(n):
    fruit = input()
    if fruit in votes:
        votes[fruit] = votes[fruit] + 1
    else:
        votes[fruit] = 1
for fruit, number in votes.items():
    print(f"{fruit}: {number}")
