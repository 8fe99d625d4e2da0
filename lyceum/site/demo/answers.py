"""Answers that invented learners give to real quizzes: right ones, or none."""

import random
from collections.abc import Callable, Mapping
from typing import Any

from lyceum.courses import api as courses
from lyceum.kit import clock
from lyceum.people import api as people
from lyceum.site.demo.script import key_of

Spec = Mapping[str, Any]
RIGHT: dict[str, Callable[[Spec], Any]] = {
    "single": lambda spec: spec["answer"],
    "multiple": lambda spec: list(spec["answer"]),
    "numeric": lambda spec: str(spec["answer"]),
    "text": lambda spec: spec["accept"][0] if spec.get("accept") else None,
    "order": lambda spec: list(spec["items"]),
    "match": lambda spec: dict(spec["pairs"]),
    "fill": lambda spec: {name: blank["accept"][0] for name, blank in spec["blanks"].items() if blank.get("accept")},
}


def answer_quiz(actor: people.Actor, step: courses.Activity, language: str, chance: random.Random) -> None:
    """One attempt: most questions right, some left out. Graded like everybody's."""
    text = courses.best_text(step.texts.all(), language, step.course.source_language)
    assert text is not None
    answers = {spec["id"]: RIGHT[spec["kind"]](spec) for spec in step.data["questions"] if chance.random() < 0.8}
    given = {question: answer for question, answer in answers.items() if answer}
    once = key_of("quiz", str(actor.profile_uuid), step.key)
    courses.submit_attempt(
        actor=actor, activity=step, text=text, answers=given, once=once, started_at=clock.now()
    )  # fmt: skip
