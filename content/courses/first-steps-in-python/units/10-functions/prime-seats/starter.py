def is_prime(number):
    return True
