import sys


def end(code, words):
    with open(sys.argv[3] + "judgemessage.txt", "w") as file:
        file.write(words)
    sys.exit(code)


with open(sys.argv[1]) as file:
    hidden = int(file.read())
for turn in range(10):
    try:
        guess = int(input())
    except (EOFError, ValueError):
        end(43, "no number")
    if guess == hidden:
        print("right", flush=True)
        end(42, f"found after {turn + 1}")
    print("higher" if guess < hidden else "lower", flush=True)
end(43, "too many guesses")
