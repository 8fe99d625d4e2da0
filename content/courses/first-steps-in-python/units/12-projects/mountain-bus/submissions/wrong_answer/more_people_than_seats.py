seats, stops = map(int, input().split())
on_board = 0
most = 0
for i in range(stops):
    off, waiting = map(int, input().split())
    on_board = on_board - off + waiting
    most = max(most, on_board)
print("most:", most)
print("left behind:", max(0, most - seats))
