price = {}
for i in range(int(input())):
    name, coins = input().split()
    price[name] = int(coins)
total = 0
for i in range(int(input())):
    name, number = input().split()
    total = total + price[name] * int(number)
print("total", total)
