celsius = float(input())
