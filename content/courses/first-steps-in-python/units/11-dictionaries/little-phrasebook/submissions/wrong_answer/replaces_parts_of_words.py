def translate(sentence, phrasebook):
    for word, meaning in phrasebook.items():
        sentence = sentence.replace(word, meaning)
    return sentence
