n = int(input())
votes = {}
for i in range(n):
    fruit = input()
    votes[fruit] = votes.get(fruit, 0) + 1
for fruit in sorted(votes):
    print(f"{fruit}: {votes[fruit]}")
