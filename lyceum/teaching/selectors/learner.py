"""One learner in one class as their educators see them, and what is written in a class."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from lyceum.people.api import Actor, Profile, SchoolClass
from lyceum.teaching.grades import Cell
from lyceum.teaching.models import Message, Note
from lyceum.teaching.policies import messages_visible_to, notes_visible_to
from lyceum.teaching.selectors.given import Work, extensions_of, given_for_class, learners_of, works_of
from lyceum.teaching.selectors.gradebook import rows_of
from lyceum.teaching.selectors.help import tries_of


@dataclass(frozen=True)
class LearnerWork:
    """`stuck` are steps that were tried without success: title, its language, number of tries."""

    work: Work
    cell: Cell
    due_at: datetime | None
    has_own_date: bool
    stuck: list[tuple[str, str, int]]


@dataclass(frozen=True)
class LearnerPage:
    learner: Profile
    works: list[LearnerWork]
    total: float | None
    notes: list[Note]


def learner_in(school_class: SchoolClass, person: uuid.UUID) -> Profile | None:
    return learners_of(school_class).filter(uuid=person).first()


def learner_page(actor: Actor, school_class: SchoolClass, learner: Profile) -> LearnerPage:
    """Works with marks, dates and tries, and the notes of this class: the same few queries for any number."""
    works = works_of(given_for_class(school_class))
    row = rows_of([learner], works)[0]
    own = extensions_of([work.given.pk for work in works], [learner.pk])
    tries = tries_of([learner.pk], [step.id for work in works for step in work.steps])
    pairs = zip(works, row.cells, strict=True)
    pages = [_one(work, cell, own.get((work.given.pk, learner.pk)), learner.pk, tries) for work, cell in pairs]
    return LearnerPage(learner, pages, row.total, _notes(actor, school_class, learner))


def _one(
    work: Work, cell: Cell, own: datetime | None, person: int, tries: Mapping[tuple[int, int], int]
) -> LearnerWork:
    stuck = []
    if cell.standing != "done":
        stuck = [(one.title, one.language, tries[person, one.id]) for one in work.steps if (person, one.id) in tries]
    return LearnerWork(work, cell, own or work.given.due_at, own is not None, stuck)


def _notes(actor: Actor, school_class: SchoolClass, learner: Profile | None) -> list[Note]:
    rows = notes_visible_to(actor).filter(profile=learner, school_class=school_class)
    return list(rows.select_related("written_by", "school_class").order_by("-written_at", "-pk"))


def own_notes(actor: Actor, school_class: SchoolClass) -> list[Note]:
    """What educators of the class wrote to the actor."""
    return _notes(actor, school_class, actor.profile)


def messages_of(actor: Actor, school_class: SchoolClass) -> QuerySet[Message]:
    rows = messages_visible_to(actor).filter(school_class=school_class)
    return rows.select_related("sent_by", "school_class").order_by("-sent_at", "-pk")
