def song_length(seconds):
    minutes = seconds / 60
    rest = seconds % 60
    if rest < 10:
        return f"{minutes}:0{rest}"
    return f"{minutes}:{rest}"
