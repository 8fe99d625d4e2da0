song = input()
result = ""
for sound in song:
    if sound not in result:
        result = result + sound + str(song.count(sound))
print(result)
