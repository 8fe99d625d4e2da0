price, weekly = map(int, input().split())
print(price // weekly)
