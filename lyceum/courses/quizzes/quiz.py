"""A whole quiz: its questions in order, an attempt read from a form, its marks."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lyceum.courses.quizzes.base import Mark, Posted, Question, Unreadable
from lyceum.courses.quizzes.kinds import KINDS


@dataclass(frozen=True)
class Reading:
    """A posted form: the answers that could be read, what to say about the others, which questions were left open."""

    answers: dict[str, Any]
    unreadable: dict[str, str] = field(default_factory=dict)
    unanswered: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Result:
    """Marks by question; `score` and `max` are in points."""

    marks: dict[str, Mark]
    score: float
    max: float
    passed: bool

    @property
    def share(self) -> float:
        return self.score / self.max


class Quiz:
    """`data` is that of the activity, `text` that of its text in `language`."""

    def __init__(self, data: Mapping[str, Any], text: Mapping[str, Any], language: str) -> None:
        self.data, self.text, self.language = data, text, language

    @cached_property
    def questions(self) -> dict[str, Question]:
        return {
            spec["id"]: KINDS[spec["kind"]](spec, self.text["questions"][spec["id"]], self.language)
            for spec in self.data["questions"]
        }

    @property
    def attempts(self) -> int:
        """How many attempts there are, 0 for as many as one likes."""
        return int(self.data.get("attempts", 0))

    @property
    def pass_share(self) -> float:
        return float(self.data.get("pass", 0.6))

    def in_order(self, seed: int) -> list[Question]:
        questions = list(self.questions.values())
        if self.data.get("shuffle", False):
            random.Random(f"{seed}/questions").shuffle(questions)  # noqa: S311  (a shuffle, no secret)
        return questions

    def read(self, posted: Posted) -> Reading:
        reading = Reading({})
        for question in self.questions.values():
            try:
                answer = question.read(posted)
            except Unreadable as refusal:
                reading.unreadable[question.id] = str(refusal)
                continue
            if answer is None:
                reading.unanswered.append(question.id)
            else:
                reading.answers[question.id] = answer
        return reading

    def grade(self, answers: Mapping[str, Any]) -> Result:
        marks = {key: question.grade(answers.get(key)) for key, question in self.questions.items()}
        score, top = sum(mark.points for mark in marks.values()), sum(mark.max for mark in marks.values())
        # Three thirds must pass 1 whatever the last binary digit says.
        return Result(marks, round(score, 4), top, score >= self.pass_share * top - 1e-9)

    def typed(self, answers: Mapping[str, Any]) -> dict[str, list[str]]:
        """The form as it was when these answers were sent."""
        fields: dict[str, list[str]] = {}
        for key, question in self.questions.items():
            fields.update(question.typed(answers.get(key)))
        return fields
