beats, years = map(int, input().split())
print(beats * 60 * 24 * 365 * years)
