def size(width, height):
    return width * height
