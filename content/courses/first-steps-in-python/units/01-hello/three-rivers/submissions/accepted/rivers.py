print("Nile")
print("Amazon")
print("Mekong")
