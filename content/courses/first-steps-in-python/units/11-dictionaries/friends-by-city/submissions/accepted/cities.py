def by_city(friends):
    cities = {}
    for name, city in friends:
        if city not in cities:
            cities[city] = []
        cities[city].append(name)
    return cities
