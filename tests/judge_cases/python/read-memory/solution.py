import gc, sys
text = ' '.join(repr(one)[:2000] for one in gc.get_objects() if isinstance(one, (dict, list, tuple)))
print('-'.join(['CANARY', 'SECRET']) in text)
