seats, stops = map(int, input().split())
on_board = 0
most = 0
left_behind = 0
for i in range(stops):
    off, waiting = map(int, input().split())
    on_board = on_board - off
    free = seats - on_board
    if waiting > free:
        left_behind = left_behind + waiting - free
        on_board = seats
    else:
        on_board = on_board + waiting
    if on_board > most:
        most = on_board
print("most:", most)
print("left behind:", left_behind)
