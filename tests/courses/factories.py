"""Small packs, made in the test that needs them."""

import zipfile
from pathlib import Path
from textwrap import dedent

from lyceum.courses import api
from lyceum.people.api import SYSTEM

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><path d="M0 0h20v10H0z"/></svg>'


def pack_files() -> dict[str, bytes]:
    """A pack with a reading, a quiz of every kind, an optional reading and a last one; partly in French."""
    return {path: dedent(text).lstrip("\n").encode() for path, text in BASE.items()}


def changed(files: dict[str, bytes], path: str, text: str | bytes | None) -> dict[str, bytes]:
    """The files with one of them replaced, added, or (None) left out."""
    result = {key: value for key, value in files.items() if key != path}
    if text is not None:
        result[path] = text if isinstance(text, bytes) else text.encode()
    return result


def replaced(files: dict[str, bytes], path: str, old: str, new: str) -> dict[str, bytes]:
    """The files with some words of one of them replaced."""
    text = files[path].decode()
    assert old in text, f"{old!r} is not in {path}"
    return changed(files, path, text.replace(old, new))


def write_folder(folder: Path, files: dict[str, bytes]) -> Path:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def write_zip(file: Path, files: dict[str, bytes], top: str = "") -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(top + path, content)
    return file


def import_files(folder: Path, files: dict[str, bytes] | None = None) -> api.Course:
    """Import a pack made of these files, the usual ones if none are given."""
    number = len(list(folder.iterdir()))
    source = write_folder(folder / f"pack{number}", files or pack_files())
    return api.import_pack(actor=SYSTEM, source=source).course


READING = "units/01-start/hello/"
QUIZ = "units/01-start/check/"
MORE = "units/02-more/extra/"
PROBLEM = "units/02-more/sum/"

BASE = {
    "pack.yaml": """
        format: lyceum-pack/1
        kind: course
        id: tiny
        version: 1.0.0
        source_language: en
        languages: [en, fr, ar]
        subject: math
        licence: CC-BY-4.0
        authors: [A. Teacher]
        ages: {from: 9, to: 12}
        hours: 1.5
        skills: [tiny.read, tiny.count]
        """,
    "course.en.yaml": """
        title: A tiny course
        summary: Two units about very little.
        about: |
          Begin with [hello](activity:hello).
        outcomes: [Count to `3`]
        skills: {tiny.read: Reading}
        """,
    "course.fr.yaml": """
        title: Un tout petit cours
        summary: Deux unités sur peu de choses.
        """,
    "media/square.svg": SVG,
    "units/01-start/unit.yaml": "activities: [hello, check]\n",
    "units/01-start/unit.en.yaml": "title: The start\nsummary: Where it begins.\n",
    "units/01-start/unit.fr.yaml": "title: Le début\n",
    READING + "activity.yaml": "kind: reading\nminutes: 4\nskills: [tiny.read]\n",
    READING + "en.md": """
        ---
        title: Hello, reader
        ---
        Some words, `code` and $a^2$. [Go on](activity:check).

        ![A square](media/square.svg "All sides are equal")

        ```python
        print("hi")
        ```

        > [!TRY]
        > Draw one.

        ## Part

        | a | b |
        |---|--:|
        | 1 | 2 |
        """,
    READING + "fr.md": "---\ntitle: Bonjour\n---\nQuelques mots.\n",
    QUIZ + "activity.yaml": """
        kind: quiz
        minutes: 3
        pass: 0.6
        questions:
          - {id: q1, kind: single, options: [a, b, c], answer: b}
          - {id: q2, kind: multiple, options: [a, b, c, d], answer: [a, d]}
          - {id: q3, kind: numeric, answer: 7.5, tolerance: 0.01, unit: m, units: {cm: 0.01}}
          - {id: q4, kind: text, accept: ["print", "print()"], ignore_case: true}
          - {id: q5, kind: order, items: [a, b, c]}
          - {id: q6, kind: match, pairs: {a: x, b: y}, distractors: [z]}
          - {id: q7, kind: fill, blanks: {one: {accept: ["len"]}, two: {accept: ["'"], options: ["'", "`"]}}}
        """,
    QUIZ + "en.yaml": """
        title: Check yourself
        intro: Seven questions.
        questions:
          q1:
            prompt: Which is **right**?
            options: {a: first, b: second, c: "`third`"}
            feedback: {a: Not the first., b: "Yes, the second."}
            right: Well read.
            wrong: Read again.
          q2: {prompt: Which two?, options: {a: one, b: two, c: three, d: four}}
          q3: {prompt: How long?, wrong: Measure again.}
          q4: {prompt: Which command?, accept: [PRINT it]}
          q5: {prompt: Order them., items: {a: A, b: B, c: C}}
          q6: {prompt: Match them., left: {a: A, b: B}, right_side: {x: "the `x`", y: the y, z: the z}}
          q7: {prompt: Fill in., text: "{{one}}({{two}}a')", code: true}
        """,
    "units/02-more/unit.yaml": "activities: [extra, end]\n",
    "units/02-more/unit.en.yaml": "title: More\n",
    MORE + "activity.yaml": "kind: reading\nminutes: 2\noptional: true\n",
    MORE + "en.md": "---\ntitle: An extra\n---\nNot needed.\n",
    "units/02-more/end/activity.yaml": "kind: reading\nminutes: 2\n",
    "units/02-more/end/en.md": "---\ntitle: The end\n---\nBye.\n",
}

#: A right answer to every question of the quiz, as a form posts it.
RIGHT = {
    "q.q1": "b",
    "q.q2": ["a", "d"],
    "q.q3": "7,5 m",
    "q.q4": "Print",
    "q.q5.a": "1",
    "q.q5.b": "2",
    "q.q5.c": "3",
    "q.q6.a": "x",
    "q.q6.b": "y",
    "q.q7.one": "len",
    "q.q7.two": "'",
}

PROBLEM_FILES = {
    PROBLEM + "activity.yaml": """
        kind: problem
        minutes: 5
        skills: [tiny.count]
        languages: [python]
        tests:
          - {id: sample-1, sample: true, input: "3 4\\n", output: "7\\n"}
          - {id: zero, input: "0 0\\n", output: "0\\n"}
        """,
    PROBLEM + "en.md": """
        ---
        title: A sum
        input: Two numbers.
        hints: [One., Two., Three.]
        tests: {zero: zeros}
        explain: {zero: Does it work for `0`?}
        ---
        Add two numbers.
        """,
    PROBLEM + "submissions/accepted/a.py": "print(sum(map(int, input().split())))\n",
    PROBLEM + "submissions/wrong_answer/b.py": "print(7)\n",
}


def with_problem() -> dict[str, bytes]:
    """The usual pack with a graded program in its second unit."""
    files = pack_files() | {path: dedent(text).lstrip("\n").encode() for path, text in PROBLEM_FILES.items()}
    return changed(files, "units/02-more/unit.yaml", "activities: [extra, sum, end]\n")
