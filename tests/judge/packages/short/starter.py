# read two numbers
