print("Amazon")
print("Nile")
print("Mekong")
