song = input() + " "
run = 1
result = ""
for i in range(1, len(song)):
    if song[i] == song[i - 1]:
        run = run + 1
    else:
        result = result + song[i - 1] + str(run)
        run = 1
print(result)
