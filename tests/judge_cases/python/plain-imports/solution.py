import collections, datetime, decimal, fractions, functools, heapq, itertools, math, random, re, statistics, string, typing
print(math.comb(10, 3))
