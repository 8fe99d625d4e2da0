morning, evening = map(int, input().split())
print("total", morning + evening)
print("week", 7 * (morning + evening))
