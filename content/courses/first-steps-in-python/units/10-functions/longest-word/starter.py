def longest_word(words):
    return ""
