"""The table of contents of a course in one language; the same for everyone, so it is kept in the cache."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from django.core.cache import cache

from lyceum.courses.models import ActivityText, Course, CourseText, UnitText

KEPT_FOR = 24 * 3600
T = TypeVar("T", CourseText, UnitText, ActivityText)


@dataclass(frozen=True)
class Step:
    """An activity in the outline; `language` is that of its title, `size` about what its page weighs, in bytes."""

    id: int
    key: str
    kind: str
    title: str
    language: str
    minutes: int
    size: int
    is_optional: bool
    unit_key: str


@dataclass(frozen=True)
class UnitOutline:
    key: str
    title: str
    language: str
    steps: list[Step] = field(default_factory=list)


@dataclass(frozen=True)
class Outline:
    """`language` is that of title, summary and what else is said of the course; `size` what all pages weigh, in bytes."""

    course_id: int
    slug: str
    title: str
    summary: str
    language: str
    about_html: str
    outcomes: list[str]
    size: int
    units: list[UnitOutline]

    @cached_property
    def steps(self) -> list[Step]:
        return [step for unit in self.units for step in unit.steps]

    @cached_property
    def counting(self) -> list[Step]:
        """The steps that must be done to finish."""
        return [step for step in self.steps if not step.is_optional]

    def step(self, key: str) -> Step | None:
        return next((step for step in self.steps if step.key == key), None)

    def around(self, key: str) -> tuple[Step | None, Step | None]:
        """The steps before and after this one."""
        keys = [step.key for step in self.steps]
        place = keys.index(key)
        before = self.steps[place - 1] if place else None
        return before, self.steps[place + 1] if place + 1 < len(keys) else None


# An outline that another edition of this program left in the cache is not taken for one of ours.
SHAPE = zlib.crc32(repr([part.__dataclass_fields__.keys() for part in (Outline, UnitOutline, Step)]).encode())


def outline_of(course: Course, wanted: str) -> Outline:
    """The outline in the wanted language, step by step in the source language where there is no translation."""
    # The hash in the key makes a new version visible at once.
    key = f"outline:{SHAPE}:{course.pk}:{course.pack_hash[:16]}:{course.rendered_by}:{wanted}"
    outline: Outline | None = cache.get(key)
    if outline is None:
        outline = _read(course, wanted)
        cache.set(key, outline, KEPT_FOR)
    return outline


def _read(course: Course, wanted: str) -> Outline:
    """Three queries, whatever the size of the course."""
    source = course.source_language
    languages = {"language__in": {wanted, source}}
    text = _best(CourseText.objects.filter(course=course, **languages), wanted)[0]
    titles = UnitText.objects.filter(unit__course=course, unit__retired_at=None, **languages).select_related("unit")
    units = {
        row.unit_id: UnitOutline(row.unit.key, row.title, row.language)
        for row in _best(titles.order_by("unit__position"), wanted, by="unit_id")
    }
    steps = ActivityText.objects.filter(activity__course=course, activity__retired_at=None, **languages)
    shown = steps.select_related("activity").defer("body_html", "data", "folded", "activity__data", "activity__skills")
    for row in _best(shown.order_by("activity__position"), wanted, by="activity_id"):
        unit = units[row.activity.unit_id]
        unit.steps.append(_step(row, unit.key))
    return Outline(
        course_id=course.pk,
        slug=course.slug,
        title=text.title,
        summary=text.summary,
        language=text.language,
        about_html=text.about_html,
        outcomes=text.outcomes,
        size=text.size,
        units=list(units.values()),
    )


def _step(row: ActivityText, unit_key: str) -> Step:
    activity = row.activity
    return Step(
        activity.pk, activity.key, activity.kind, row.title, row.language, activity.minutes, row.size,
        activity.is_optional, unit_key,
    )  # fmt: skip


def _best(rows: Iterable[T], wanted: str, by: str = "course_id") -> list[T]:
    """One row for each thing, the one in the wanted language if there is one."""
    found: dict[int, T] = {}
    for row in rows:
        if getattr(row, by) not in found or row.language == wanted:
            found[getattr(row, by)] = row
    return list(found.values())
