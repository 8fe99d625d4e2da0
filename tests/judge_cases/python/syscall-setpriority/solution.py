import ctypes, errno
libc = ctypes.CDLL(None, use_errno=True)
answer = libc.syscall(141, 2, 0, 19)
print(answer, errno.errorcode[ctypes.get_errno()])
