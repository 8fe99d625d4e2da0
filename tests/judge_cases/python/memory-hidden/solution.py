try:
    x = bytearray(10 ** 11)
except MemoryError:
    print('caught')
