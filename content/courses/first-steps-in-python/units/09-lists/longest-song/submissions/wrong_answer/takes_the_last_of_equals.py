n = int(input())
songs = list(map(int, input().split()))
longest = 0
place = 0
for i in range(n):
    if songs[i] >= longest:
        longest = songs[i]
        place = i + 1
print(longest)
print(place)
