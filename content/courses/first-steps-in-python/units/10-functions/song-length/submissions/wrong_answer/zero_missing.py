def song_length(seconds):
    return f"{seconds // 60}:{seconds % 60}"
