def sail_area(base, height):
    return 0
