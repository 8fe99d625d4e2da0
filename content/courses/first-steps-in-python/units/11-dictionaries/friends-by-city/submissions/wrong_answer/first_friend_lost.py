def by_city(friends):
    cities = {}
    for name, city in friends:
        if city in cities:
            cities[city].append(name)
        else:
            cities[city] = []
    return cities
