city = input()
name = input()
print(f"{name} lives in {city}.")
