def longest_word(words):
    longest = ""
    for word in words:
        if word > longest:
            longest = word
    return longest
