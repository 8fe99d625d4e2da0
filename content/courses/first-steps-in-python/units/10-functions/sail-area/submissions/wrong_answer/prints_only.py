def sail_area(base, height):
    print(base * height / 2)
