start, end, now = map(int, input().split())
if start < end:
    is_open = start <= now < end
else:
    is_open = now >= start or now < end
print("open" if is_open else "closed")
