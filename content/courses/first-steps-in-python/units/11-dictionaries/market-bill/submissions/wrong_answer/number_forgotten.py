price = {}
for i in range(int(input())):
    name, coins = input().split()
    price[name] = int(coins)
total = 0
for i in range(int(input())):
    name, number = input().split()
    if name in price:
        total = total + price[name]
    else:
        print("no", name)
print("total", total)
