print(0, flush=True)
input()
print(5, flush=True)
