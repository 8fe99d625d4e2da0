print("It's open!")
print("Please knock and say Hello.")
