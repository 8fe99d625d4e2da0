def translate(sentence, phrasebook):
    result = []
    for word in sentence.split():
        if word in phrasebook:
            result.append(phrasebook[word])
    return " ".join(result)
