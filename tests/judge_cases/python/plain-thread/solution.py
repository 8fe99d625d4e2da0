import threading
t = threading.Thread(target=lambda: print(7))
t.start()
