length = int(input())
width = int(input())
print("fence:", length + width)
print("soil:", length * width)
