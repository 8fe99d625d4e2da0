import ctypes, errno
libc = ctypes.CDLL(None, use_errno=True)
answer = libc.syscall(68, 0, 0x3ff)
print(answer, errno.errorcode[ctypes.get_errno()])
