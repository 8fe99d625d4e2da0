lines = []
for i in range(int(input())):
    lines.append(input())
width = max(len(line) for line in lines)
print("+" + "-" * (width + 2) + "+")
for line in lines:
    line = line.replace(" ", ".")
    print("|" + line + "." * (width - len(line)) + "|")
print("+" + "-" * (width + 2) + "+")
