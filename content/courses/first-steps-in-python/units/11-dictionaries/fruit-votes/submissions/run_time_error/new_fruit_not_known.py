n = int(input())
votes = {}
for i in range(n):
    fruit = input()
    votes[fruit] = votes[fruit] + 1
for fruit, number in votes.items():
    print(f"{fruit}: {number}")
