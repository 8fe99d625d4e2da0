import os
try:
    os.ftruncate(0, 0)
except OSError:
    print('sealed')
