n = int(input())
songs = input().split()
print(max(songs))
print(songs.index(max(songs)) + 1)
