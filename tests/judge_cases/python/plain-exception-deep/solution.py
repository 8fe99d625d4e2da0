import json

def read():
    return json.loads('{')

read()
