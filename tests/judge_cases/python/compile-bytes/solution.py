print('ÿþ')
