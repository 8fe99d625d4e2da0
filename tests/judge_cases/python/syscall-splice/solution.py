import ctypes, errno
libc = ctypes.CDLL(None, use_errno=True)
answer = libc.syscall(275, 0, 0, 1, 0, 1, 0)
print(answer, errno.errorcode[ctypes.get_errno()])
