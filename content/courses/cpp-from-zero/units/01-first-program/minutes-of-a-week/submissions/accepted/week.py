print("day:", 24 * 60, "minutes")
print("week:", 7 * 24 * 60, "minutes")
print("week:", 7 * 24, "hours")
