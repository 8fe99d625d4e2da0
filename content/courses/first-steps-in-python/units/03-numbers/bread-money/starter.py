loaves = int(input())
price = int(input())
paid = int(input())
