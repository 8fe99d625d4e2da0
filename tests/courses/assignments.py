"""The usual small pack with something to hand in."""

from textwrap import dedent

from tests.courses.factories import changed, pack_files

ESSAY = "units/02-more/essay/"
ESSAY_FILES = {
    ESSAY + "activity.yaml": """
        kind: assignment
        minutes: 30
        hand_in: {text: true, files: {max: 2, types: [pdf, image]}}
        rubric:
          - {id: idea, levels: [0, 2, 4]}
          - {id: form, levels: [0, 1]}
        attempts: 2
        pass: 0.6
        """,
    ESSAY + "en.md": """
        ---
        title: A plan
        rubric:
          idea: {title: The idea, levels: [none, some, clear]}
          form: {title: The form}
        ---
        Write a plan. [Begin](activity:hello).
        """,
    ESSAY + "ar.md": """
        ---
        title: خطة
        rubric:
          idea: {title: الفكرة, levels: [لا شيء, بعض, واضحة]}
          form: {title: الشكل}
        ---
        اكتب خطة.
        """,
}


def with_assignment() -> dict[str, bytes]:
    files = pack_files() | {path: dedent(text).lstrip("\n").encode() for path, text in ESSAY_FILES.items()}
    return changed(files, "units/02-more/unit.yaml", "activities: [extra, essay, end]\n")
