"""What is given to a class, and what it consists of."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from lyceum.courses import api as courses
from lyceum.kit import languages
from lyceum.people.api import Actor, ClassMember, Profile, SchoolClass
from lyceum.teaching.models import Extension, GivenWork
from lyceum.teaching.policies import given_to, run_by

OF_GIVEN = ("course", "unit", "activity", "school_class__institution")


@dataclass(frozen=True)
class Work:
    """A given work with its words and the steps that count in it."""

    given: GivenWork
    title: str
    language: str
    steps: list[courses.Step]

    @property
    def activity_ids(self) -> list[int]:
        return [step.id for step in self.steps]


def works_of(rows: Iterable[GivenWork]) -> list[Work]:
    """With titles and steps from the outlines, which are kept in the cache."""
    wanted = languages.current()
    outlines: dict[int, courses.Outline] = {}
    works = []
    for given in rows:
        if given.course_id not in outlines:
            outlines[given.course_id] = courses.outline_of(given.course, wanted)
        works.append(_work(given, outlines[given.course_id]))
    return works


def _work(given: GivenWork, outline: courses.Outline) -> Work:
    if given.activity is not None:
        steps = [step for step in outline.steps if step.id == given.activity_id]
        title, language = (steps[0].title, steps[0].language) if steps else (given.activity.key, outline.language)
        return Work(given, title, language, steps)
    if given.unit is not None:
        unit = next((one for one in outline.units if one.key == given.unit.key), None)
        steps = [step for step in unit.steps if not step.is_optional] if unit else []
        return Work(given, unit.title if unit else given.unit.key, unit.language if unit else "", steps)
    return Work(given, outline.title, outline.language, outline.counting)


def given_for_class(school_class: SchoolClass) -> QuerySet[GivenWork]:
    """Everything given to the class and not taken back, what is due first before; without a date last."""
    rows = GivenWork.objects.filter(school_class=school_class, taken_back_at=None)
    return rows.select_related(*OF_GIVEN).order_by("due_at", "pk")


def given_by_uuid(actor: Actor, uuid: Any) -> GivenWork | None:
    """A given work that the actor runs."""
    return run_by(actor).select_related(*OF_GIVEN).filter(uuid=uuid).first()


def learners_of(school_class: SchoolClass) -> QuerySet[Profile]:
    """Who learns in the class now, by name."""
    inside = ClassMember.objects.filter(school_class=school_class, part=ClassMember.Part.LEARNER, left_at=None)
    return Profile.objects.filter(pk__in=inside.values("profile")).order_by("name", "pk")


@dataclass(frozen=True)
class Task:
    """Something that is due for one learner."""

    work: Work
    due_at: datetime | None
    done: int
    url_key: str

    @property
    def total(self) -> int:
        return len(self.work.steps)

    @property
    def is_done(self) -> bool:
        return self.total > 0 and self.done == self.total


def tasks_of(actor: Actor, *, limit: int = 100) -> list[Task]:
    """What this learner's classes were given, with the learner's own dates; not done ones first. Few queries, however many."""
    if actor.profile is None:
        return []
    learns = ClassMember.objects.filter(profile=actor.profile, part=ClassMember.Part.LEARNER, left_at=None)
    rows = given_to(actor).filter(school_class__in=learns.values("school_class"))
    works = works_of(rows.select_related(*OF_GIVEN).order_by("-given_at")[:limit])
    own = extensions_of([work.given.pk for work in works], [actor.profile.pk])
    ids = [step for work in works for step in work.activity_ids]
    reached = courses.reached_by([actor.profile.pk], ids)
    tasks = [_task(work, actor.profile.pk, own, reached) for work in works]
    return sorted(tasks, key=lambda task: (task.is_done, task.due_at is None, task.due_at or task.work.given.given_at))


def _task(
    work: Work,
    person: int,
    own: Mapping[tuple[int, int], datetime],
    reached: Mapping[tuple[int, int], courses.Reached],
) -> Task:
    states = [(step, reached.get((person, step.id))) for step in work.steps]
    waiting = [step for step, one in states if one is None or not one.is_done]
    following = waiting[0].key if waiting else (work.steps[0].key if work.steps else "")
    due_at = own.get((work.given.pk, person), work.given.due_at)
    return Task(work, due_at, len(work.steps) - len(waiting), following)


def extensions_of(given: Collection[int], people: Sequence[int]) -> dict[tuple[int, int], datetime]:
    """(given work, profile) → their own date. One query."""
    rows = Extension.objects.filter(given__in=given, profile__in=people)
    return {(work, who): at for work, who, at in rows.values_list("given_id", "profile_id", "due_at")}
