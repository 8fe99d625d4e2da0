import json
json.dumps = lambda value: '7'

def f():
    return 8
