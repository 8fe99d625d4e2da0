with open('/program/mark', 'w') as file:
    file.write('x')
