import os
import sys

folder = sys.argv[3]
with open(sys.argv[2]) as file:
    word = file.read().strip()
said = sys.stdin.read().strip()
state = folder + "state"
if not os.path.exists(state):
    if word in said:
        sys.exit(43)
    open(state, "w").close()
    with open(folder + "nextpass.in", "w") as file:
        file.write(f"decode {said}\n")
    sys.exit(42)
sys.exit(42 if said == word else 43)
