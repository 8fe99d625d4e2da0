import ctypes, errno
libc = ctypes.CDLL(None, use_errno=True)
answer = libc.ioctl(0, 0x5412, b'x')
print(answer, errno.errorcode[ctypes.get_errno()])
