def frame(lines):
    width = 0
    for line in lines:
        if len(line) > width:
            width = len(line)
    border = "+" + "-" * width + "+"
    print(border)
    for line in lines:
        line = line.replace(" ", ".")
        print("|" + line + "." * (width - len(line)) + "|")
    print(border)


lines = []
for i in range(int(input())):
    lines.append(input())
frame(lines)
