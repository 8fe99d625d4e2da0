import os
try:
    os.write(0, b'x')
except OSError:
    print('sealed')
