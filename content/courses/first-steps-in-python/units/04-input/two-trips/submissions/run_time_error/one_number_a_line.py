morning = int(input())
evening = int(input())
print("total", morning + evening)
print("week", 5 * (morning + evening))
