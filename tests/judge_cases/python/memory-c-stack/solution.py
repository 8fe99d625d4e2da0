import sys
sys.setrecursionlimit(10 ** 9)
class A:
    def __neg__(self):
        return -self
-A()
