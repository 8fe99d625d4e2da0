print("Nile Amazon Mekong")
