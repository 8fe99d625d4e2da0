name = input("Name? ")
city = input("City? ")
print(f"{name} lives in {city}.")
