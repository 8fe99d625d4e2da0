print("  /\\")
print(" /  \\")
print("/____\\")
print('|"" |')
