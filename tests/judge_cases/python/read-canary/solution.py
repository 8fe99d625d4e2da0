import os
found = []
for folder, folders, names in os.walk('/'):
    folders[:] = [name for name in folders if name != 'usr']
    found += [os.path.join(folder, name) for name in names]
print(sorted(found))
