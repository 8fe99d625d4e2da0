def translate(sentence, phrasebook):
    result = []
    for word in sentence.split():
        result.append(phrasebook.get(word, word))
    return " ".join(result)
