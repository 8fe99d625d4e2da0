lines = []
for i in range(int(input())):
    lines.append(input())
width = max(len(line) for line in lines)
print("+" + "-" * width + "+")
for line in lines:
    print("|" + line.replace(" ", ".") + "|")
print("+" + "-" * width + "+")
