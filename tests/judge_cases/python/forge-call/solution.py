import os
os.write(3, b'J8')
os._exit(0)
