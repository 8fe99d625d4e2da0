a = int(input())
b = int(input())
c = int(input())
coldest = 0
if a < coldest:
    coldest = a
if b < coldest:
    coldest = b
if c < coldest:
    coldest = c
print(coldest)
