length = int(input())
width = int(input())
print("fence:", 2 * (length + width))
print("soil:", length * width)
