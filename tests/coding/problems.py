"""Small problems for tests, made the way courses make them."""

from typing import Any

from lyceum.coding.api import Problem, save_problem
from lyceum.people.api import SYSTEM

SUM = """
kind: problem
minutes: 5
skills: [python.input]
languages: [python, cpp]
tests:
  - {id: sample-1, sample: true, input: "3 4\\n", output: "7\\n"}
  - {id: negative, input: "-3 4\\n", output: "1\\n"}
  - {id: secret, hidden: true, input: "1000 2000\\n", output: "3000\\n"}
"""
RIGHT = "a, b = map(int, input().split())\nprint(a + b)\n"
WRONG = "a, b = map(int, input().split())\nprint(abs(a) + abs(b))\n"
RIGHT_CPP = "#include <iostream>\nint main() { long a, b; std::cin >> a >> b; std::cout << a + b << '\\n'; }\n"
TEXT: dict[str, Any] = {
    "title": "The sum",
    "statement_html": "<p>Add two numbers.</p>",
    "hints": ["<p>Which lines read?</p>", "<p>Use <code>int</code>.</p>", "<p>Print the sum.</p>"],
    "tests": {"negative": "below zero"},
    "explain": {"negative": "<p>Does it work below zero?</p>"},
}


def make_problem(slug: str = "sum", activity: str = SUM, **texts: dict[str, Any]) -> Problem:
    files = {
        "activity.yaml": activity.encode(),
        "starter.py": b"# your program\n",
        "submissions/accepted/a.py": RIGHT.encode(),
    }
    return save_problem(
        actor=SYSTEM,
        slug=slug,
        files=files,
        texts=texts or {"en": TEXT, "fr": {**TEXT, "title": "La somme"}},
        languages=["python", "cpp"],
        skills=["python.input"],
        minutes=5,
        source_language="en",
    )
