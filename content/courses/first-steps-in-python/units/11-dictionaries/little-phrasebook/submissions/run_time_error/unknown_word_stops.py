def translate(sentence, phrasebook):
    result = []
    for word in sentence.split():
        result.append(phrasebook[word])
    return " ".join(result)
