name = input().split()[0]
city = input().split()[0]
print(f"{name} lives in {city}.")
