morning, evening = map(int, input().split())
print("total", morning + evening)
print("week", 5 * (morning + evening))
