"""Other looks of a lesson: large, one section at a time, for a class in a room; and on paper."""

import re
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from lyceum.coding import api as coding
from lyceum.courses.models import Activity
from lyceum.courses.packs.words import fill_words
from lyceum.courses.policies import can_see_answers
from lyceum.courses.quizzes import Quiz
from lyceum.courses.quizzes.showing import shown
from lyceum.courses.views.place import Place
from lyceum.people.api import qr_svg

#: Where a lesson's sections begin.
SECTION = re.compile(r"(?=<h2[ >])")
SEED = 1


def other_look(place: Place) -> HttpResponse | None:
    """What `?show=2` or `?print=1` asks for, where the activity has it; else its usual page."""
    asked = place.request.GET
    if "show" in asked and place.activity.kind == Activity.Kind.READING:
        return projected(place, asked["show"])
    if "print" in asked and place.activity.kind in PAPER:
        return printed(place, with_answers=asked["print"] == "answers" and can_see_answers(place.actor))
    return None


def projected(place: Place, wanted: str) -> HttpResponse:
    """One section; anchors lead to the one before and after, so that it works without script."""
    sections = [part for part in SECTION.split(fill_words(place.text.body_html, place.text.language)) if part.strip()]
    total = max(1, len(sections))
    number = min(max(int(wanted), 1), total) if wanted.isdecimal() and len(wanted) < 5 else 1
    context = place.context(
        section=sections[number - 1] if sections else "", number=number, total=total,
        earlier=number - 1, later=number + 1 if number < total else 0, address=_address(place),
    )  # fmt: skip
    return render(place.request, "courses/show.html", context)


def printed(place: Place, *, with_answers: bool) -> HttpResponse:
    address = _address(place)
    context = place.context(
        address=address, qr=qr_svg(address, place.text.title), with_answers=with_answers,
        may_see_answers=place.activity.kind == Activity.Kind.QUIZ and can_see_answers(place.actor),
        **PAPER[place.activity.kind](place, with_answers),
    )  # fmt: skip
    return render(place.request, "courses/paper.html", context)


def _reading(place: Place, with_answers: bool) -> dict[str, Any]:
    return {}


def _quiz(place: Place, with_answers: bool) -> dict[str, Any]:
    asked = Quiz(place.activity.data, place.text.data, place.text.language)
    rows = [shown(asked, one, one.show({}, SEED, solved=with_answers), kind=one.kind) for one in asked.in_order(SEED)]
    return {"questions": rows}


def _problem(place: Place, with_answers: bool) -> dict[str, Any]:
    assert place.activity.problem is not None
    return {"task": coding.text_of(place.activity.problem, place.text.language)}


def _address(place: Place) -> str:
    return settings.SITE_URL + place.url_of(place.step)


PAPER = {"reading": _reading, "quiz": _quiz, "problem": _problem}
