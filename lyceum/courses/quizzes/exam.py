"""A quiz of which each learner gets their own part: what is drawn, and answers as they were typed."""

import hashlib
import json
import random
from collections.abc import Iterable, Mapping
from typing import Any

from lyceum.courses.quizzes.base import Posted
from lyceum.courses.quizzes.quiz import Quiz, Reading

#: What a question keeps of each field and of how many, whatever is posted.
MAX_VALUE, MAX_VALUES = 4_000, 60
Typed = dict[str, dict[str, list[str]]]


def draw(data: Mapping[str, Any], seed: int) -> list[str]:
    """The ids of the questions that this seed gets, in the order of the exam."""
    wanted, pools = data.get("draw", {}), dict[str, list[str]]()
    for spec in data["questions"]:
        pools.setdefault(spec.get("pool", ""), []).append(spec["id"])
    chosen = set(pools.get("", []))
    for pool, count in wanted.items():
        ids = pools.get(pool, [])
        chosen |= set(random.Random(f"{seed}/pool/{pool}").sample(ids, min(count, len(ids))))  # noqa: S311
    return [spec["id"] for spec in data["questions"] if spec["id"] in chosen]


class Exam(Quiz):
    """The quiz of one sitting: those of its questions that the exam still has."""

    def __init__(self, data: Mapping[str, Any], text: Mapping[str, Any], language: str, drawn: Iterable[str]) -> None:
        mine = set(drawn)
        kept = [spec for spec in data["questions"] if spec["id"] in mine and spec["id"] in text["questions"]]
        super().__init__({**data, "questions": kept}, text, language)

    @property
    def minutes_allowed(self) -> int:
        return int(self.data["minutes_allowed"])

    def of_form(self, posted: Posted) -> Typed:
        """What a form has for each question, as it was typed; of strange fields and endless values nothing is kept."""
        typed: Typed = {}
        for key, question in self.questions.items():
            fields = {name: values for name, values in posted.items() if _belongs(name, question.name)}
            kept = {name: _bounded(values) for name, values in sorted(fields.items())[:MAX_VALUES]}
            typed[key] = {name: values for name, values in kept.items() if any(values)}
        return typed

    def reading(self, typed: Typed) -> Reading:
        return self.read(fields_of(typed))


def fields_of(typed: Typed) -> dict[str, list[str]]:
    """All fields of a form."""
    return {name: values for fields in typed.values() for name, values in fields.items()}


def print_of(fields: Mapping[str, list[str]] | None) -> str:
    """A short sign for what stands in a question's fields: two that are the same have the same."""
    return hashlib.sha256(json.dumps(fields or {}, sort_keys=True).encode()).hexdigest()[:12]


def merged(stored: Typed, posted: Typed, shown: Mapping[str, str]) -> Typed:
    """What is stored with what this form changed; `shown` has the sign of each question as the form was made.

    A question that stands in the form as it was shown was not touched there: a tab that was left open takes nothing
    back that another one wrote.
    """
    changed = {key: fields for key, fields in posted.items() if shown.get(key) != print_of(fields)}
    return {**stored, **changed}


def _belongs(name: str, question: str) -> bool:
    return name == question or name.startswith(f"{question}.")


def _bounded(values: Iterable[str]) -> list[str]:
    return [value[:MAX_VALUE].replace("\0", "") for value in list(values)[:MAX_VALUES]]
