import ctypes, errno
libc = ctypes.CDLL(None, use_errno=True)
answer = libc.syscall(203, 1, 8, b'\1' + b'\0' * 7)
print(answer, errno.errorcode[ctypes.get_errno()])
