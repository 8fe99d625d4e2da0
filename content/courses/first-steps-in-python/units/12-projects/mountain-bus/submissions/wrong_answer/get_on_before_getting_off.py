seats, stops = map(int, input().split())
on_board = 0
most = 0
left_behind = 0
for i in range(stops):
    off, waiting = map(int, input().split())
    boarding = min(waiting, seats - on_board)
    left_behind = left_behind + waiting - boarding
    on_board = on_board + boarding
    most = max(most, on_board)
    on_board = on_board - off
print("most:", most)
print("left behind:", left_behind)
