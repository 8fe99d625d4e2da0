import mmap
x = [mmap.mmap(-1, 1 << 24) for _ in range(100)]
