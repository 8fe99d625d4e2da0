import ctypes, errno
libc = ctypes.CDLL(None, use_errno=True)
answer = libc.syscall(435, b'\0' * 88, 88)
print(answer, errno.errorcode[ctypes.get_errno()])
