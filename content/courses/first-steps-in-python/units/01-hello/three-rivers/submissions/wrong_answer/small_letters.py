print("nile")
print("amazon")
print("mekong")
