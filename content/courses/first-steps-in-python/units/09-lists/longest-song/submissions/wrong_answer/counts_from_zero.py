n = int(input())
songs = list(map(int, input().split()))
print(max(songs))
print(songs.index(max(songs)))
