import sys
frame = sys._getframe()
names = []
while frame:
    names += [str(value) for value in frame.f_locals.values()]
    frame = frame.f_back
print(any('-'.join(['secret', 'answer']) in name for name in names))
