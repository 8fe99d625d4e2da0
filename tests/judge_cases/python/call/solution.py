def add(a, b):
    print('noise')
    return a + b
