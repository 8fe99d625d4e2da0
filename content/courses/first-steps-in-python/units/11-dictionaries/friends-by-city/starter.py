def by_city(friends):
    cities = {}
    return cities
