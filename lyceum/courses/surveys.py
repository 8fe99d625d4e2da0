"""Answers to a survey: read from a form, and counted so that nobody is found in them. Pure: no database, no request."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

#: Of an anonymous survey no number below this is told.
SMALL = 5
MAX_TEXT = 4_000
Posted = Mapping[str, Sequence[str]]


def read(data: Mapping[str, Any], posted: Posted) -> tuple[dict[str, Any], list[str]]:
    """The answers in a form, and the questions that must still be answered; what no option is, is no answer."""
    answers: dict[str, Any] = {}
    missing = []
    for spec in data["questions"]:
        values = [value for value in posted.get(f"s.{spec['id']}", []) if value.strip()]
        answer = _READERS[spec["kind"]](spec, values)
        if answer not in (None, [], ""):
            answers[spec["id"]] = answer
        elif not spec.get("optional", False):
            missing.append(spec["id"])
    return answers, missing


def _single(spec: Mapping[str, Any], values: Sequence[str]) -> str | None:
    return next((value for value in values if value in spec["options"]), None)


def _multiple(spec: Mapping[str, Any], values: Sequence[str]) -> list[str]:
    return [option for option in spec["options"] if option in values]


def _scale(spec: Mapping[str, Any], values: Sequence[str]) -> int | None:
    steps = {str(step): step for step in steps_of(spec)}
    return next((steps[value] for value in values if value in steps), None)


def _text(spec: Mapping[str, Any], values: Sequence[str]) -> str:
    return values[0].replace("\0", "").strip()[:MAX_TEXT] if values else ""


_READERS = {"single": _single, "multiple": _multiple, "scale": _scale, "text": _text}


def steps_of(spec: Mapping[str, Any]) -> list[int]:
    return list(range(1, spec.get("steps", 5) + 1))


@dataclass(frozen=True)
class Cell:
    """How many chose something; None when it is not told, because too few did."""

    id: str
    count: int | None


@dataclass(frozen=True)
class Tally:
    """What came of one question: `cells` of a choice or scale, `texts` of what was written."""

    id: str
    kind: str
    answered: int
    cells: list[Cell]
    texts: list[str]


def tally(data: Mapping[str, Any], sent: Sequence[Mapping[str, Any]]) -> list[Tally]:
    """The answers of all, question by question. Of an anonymous survey small numbers are left out."""
    return [_tally(spec, sent, is_anonymous=bool(data.get("anonymous", False))) for spec in data["questions"]]


def frozen(tallies: Sequence[Tally]) -> list[dict[str, Any]]:
    """As plain values, to be kept."""
    return [asdict(one) for one in tallies]


def thawed(values: Sequence[Mapping[str, Any]]) -> list[Tally]:
    return [Tally(**{**one, "cells": [Cell(**cell) for cell in one["cells"]]}) for one in values]


def _tally(spec: Mapping[str, Any], sent: Sequence[Mapping[str, Any]], *, is_anonymous: bool) -> Tally:
    given = [answers[spec["id"]] for answers in sent if spec["id"] in answers]
    if spec["kind"] == "text":
        # In an order that says nothing about who wrote when.
        texts = sorted(str(text) for text in given)
        return Tally(spec["id"], "text", len(given), [], [] if is_anonymous and len(given) < SMALL else texts)
    ids: list[Any] = steps_of(spec) if spec["kind"] == "scale" else spec["options"]
    counts = {one: sum(one in answer if isinstance(answer, list) else one == answer for answer in given) for one in ids}
    hidden = _hidden(counts, len(given), is_multiple=spec["kind"] == "multiple") if is_anonymous else set()
    cells = [Cell(str(one), None if one in hidden else count) for one, count in counts.items()]
    return Tally(spec["id"], spec["kind"], len(given), cells, [])


def _hidden(counts: Mapping[Any, int], answered: int, *, is_multiple: bool) -> set[Any]:
    """What is not told: small numbers, and what would let somebody work one out."""
    if answered < SMALL:
        return set(counts)
    hidden = {one for one, count in counts.items() if count < SMALL}
    if is_multiple:
        return hidden | {one for one, count in counts.items() if 0 < answered - count < SMALL}
    shown = [one for one in counts if one not in hidden]
    if len(hidden) == 1 and shown:
        # The number that is missing would be what is left of the sum.
        hidden.add(min(shown, key=lambda one: counts[one]))
    return hidden
