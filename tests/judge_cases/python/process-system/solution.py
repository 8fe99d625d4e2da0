import os
print(os.system('echo leak') == 0)
