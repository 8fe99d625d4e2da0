def song_length(seconds):
    return ""
