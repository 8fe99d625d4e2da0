for guess in range(1, 11):
    print(guess, flush=True)
    if input() == 'right':
        break
else:
    while True:
        pass
