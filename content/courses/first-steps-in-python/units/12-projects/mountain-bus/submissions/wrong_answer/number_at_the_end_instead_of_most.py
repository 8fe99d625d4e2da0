seats, stops = map(int, input().split())
on_board = 0
left_behind = 0
for i in range(stops):
    off, waiting = map(int, input().split())
    on_board = on_board - off
    boarding = min(waiting, seats - on_board)
    left_behind = left_behind + waiting - boarding
    on_board = on_board + boarding
print("most:", on_board)
print("left behind:", left_behind)
