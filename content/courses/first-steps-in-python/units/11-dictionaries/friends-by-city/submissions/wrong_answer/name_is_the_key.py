def by_city(friends):
    cities = {}
    for name, city in friends:
        cities[name] = city
    return cities
