import ctypes, errno
libc = ctypes.CDLL(None, use_errno=True)
answer = libc.syscall(169, 0, 0, 0, 0)
print(answer, errno.errorcode[ctypes.get_errno()])
