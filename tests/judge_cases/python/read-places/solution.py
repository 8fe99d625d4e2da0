import os
for path in ('/etc/passwd', '/etc/shadow', '/etc/hostname', '/proc/self/environ', '/proc/1/environ', '/proc/1/mem', '/proc/self/mem', '/proc/cpuinfo', '/sys/kernel', '/root', '/home', '/work', '/tmp', '/var', '/run', '/dev/mem', '/dev/zero', '/dev/urandom', '/dev/shm', '/boot'):
    if os.path.exists(path):
        print(path)
print('done')
