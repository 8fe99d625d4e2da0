def translate(sentence, phrasebook):
    return sentence
