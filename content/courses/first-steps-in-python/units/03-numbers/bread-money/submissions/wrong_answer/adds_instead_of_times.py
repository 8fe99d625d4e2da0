loaves = int(input())
price = int(input())
paid = int(input())
total = loaves + price
print(total)
print(paid - total)
