"""The usual small pack with an exam."""

from textwrap import dedent

from tests.courses.factories import changed, pack_files

FINAL = "units/02-more/final/"
EXAM_FILES = {
    FINAL + "activity.yaml": """
        kind: exam
        minutes: 30
        minutes_allowed: 20
        pass: 0.5
        draw: {easy: 1}
        questions:
          - {id: q1, kind: single, options: [a, b], answer: b}
          - {id: q2, kind: numeric, answer: 7.5}
          - {id: e1, pool: easy, kind: text, accept: [yes]}
          - {id: e2, pool: easy, kind: text, accept: [yes]}
          - {id: e3, pool: easy, kind: text, accept: [yes]}
        """,
    FINAL + "en.yaml": """
        title: The last exam
        intro: Take your time.
        questions:
          q1: {prompt: Which?, options: {a: one, b: two}, wrong: Think of two.}
          q2: {prompt: How long?}
          e1: {prompt: Say yes., right: Indeed.}
          e2: {prompt: Say yes again.}
          e3: {prompt: Say yes once more.}
        """,
}


def with_exam(spec: str = "") -> dict[str, bytes]:
    """`spec` are more lines of its activity.yaml."""
    files = pack_files() | {path: dedent(text).lstrip("\n").encode() for path, text in EXAM_FILES.items()}
    files[FINAL + "activity.yaml"] += spec.encode()
    return changed(files, "units/02-more/unit.yaml", "activities: [extra, final, end]\n")
