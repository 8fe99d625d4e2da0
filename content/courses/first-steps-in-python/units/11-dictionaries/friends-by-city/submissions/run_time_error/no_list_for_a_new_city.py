def by_city(friends):
    cities = {}
    for name, city in friends:
        cities[city].append(name)
    return cities
