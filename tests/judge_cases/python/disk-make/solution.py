import os
for make in (lambda: os.mkdir('/program/a'), lambda: os.symlink('/etc/passwd', '/program/a'), lambda: os.link('/program/solution.py', '/program/a'), lambda: os.mkfifo('/program/a'), lambda: os.mknod('/program/a'), lambda: os.rename('/program/solution.py', '/program/a'), lambda: os.unlink('/program/solution.py'), lambda: os.chmod('/program/solution.py', 0o777), lambda: os.truncate('/program/solution.py', 0), lambda: os.utime('/program/solution.py')):
    try:
        make()
        print('made')
    except OSError:
        pass
print('done')
