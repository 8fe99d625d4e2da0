import mmap
x = mmap.mmap(-1, 1 << 34)
