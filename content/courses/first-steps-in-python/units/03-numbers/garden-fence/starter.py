length = int(input())
width = int(input())
