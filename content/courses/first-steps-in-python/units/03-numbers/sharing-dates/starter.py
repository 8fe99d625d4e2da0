dates = int(input())
children = int(input())
