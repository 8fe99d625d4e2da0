import os
for folder in ('/', '/tmp', '/var/tmp', '/dev/shm', '/run', '/usr', '/usr/lib', '/program', '/w', '.', '/dev'):
    try:
        open(os.path.join(folder, 'mark'), 'w').close()
        print(folder)
    except OSError:
        pass
print('done')
