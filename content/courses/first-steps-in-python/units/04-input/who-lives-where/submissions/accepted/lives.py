name = input()
city = input()
print(f"{name} lives in {city}.")
