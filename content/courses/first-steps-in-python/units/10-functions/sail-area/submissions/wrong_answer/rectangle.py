def sail_area(base, height):
    return base * height
