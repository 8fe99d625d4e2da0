import ctypes, errno
libc = ctypes.CDLL(None, use_errno=True)
answer = libc.syscall(29, 0, 4096, 0x3ff)
print(answer, errno.errorcode[ctypes.get_errno()])
