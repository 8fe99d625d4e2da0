import signal
for number in (1, 2, 10, 12, 14, 15, 24):
    signal.signal(number, signal.SIG_IGN)
while True:
    pass
