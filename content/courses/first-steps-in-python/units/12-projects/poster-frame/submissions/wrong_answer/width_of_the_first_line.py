lines = []
for i in range(int(input())):
    lines.append(input())
width = len(lines[0])
print("+" + "-" * width + "+")
for line in lines:
    line = line.replace(" ", ".")
    print("|" + line + "." * (width - len(line)) + "|")
print("+" + "-" * width + "+")
