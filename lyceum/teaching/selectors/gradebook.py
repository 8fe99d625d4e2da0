"""The gradebook: learner × given work, and the total."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from lyceum.courses import api as courses
from lyceum.kit import clock
from lyceum.people.api import Actor, ClassMember, Profile, SchoolClass
from lyceum.teaching import grades
from lyceum.teaching.models import Entry, GivenWork
from lyceum.teaching.selectors.given import OF_GIVEN, Work, extensions_of, given_for_class, learners_of, works_of

Pair = tuple[int, int]


@dataclass(frozen=True)
class GradeRow:
    learner: Profile
    cells: list[grades.Cell]
    total: float | None


@dataclass(frozen=True)
class Gradebook:
    school_class: SchoolClass
    works: list[Work]
    rows: list[GradeRow]


def gradebook_of(school_class: SchoolClass, *, start: int = 0, size: int | None = None) -> Gradebook:
    """A page of the book, or all of it: the same few queries for any number of learners and works."""
    learners = list(learners_of(school_class)[start : None if size is None else start + size])
    works = works_of(given_for_class(school_class))
    return Gradebook(school_class, works, rows_of(learners, works))


def own_marks(actor: Actor, school_class: SchoolClass) -> Gradebook:
    """A learner's own row, of works whose marks are shown."""
    assert actor.profile is not None
    return marks_shown(actor.profile, school_class)


def marks_shown(learner: Profile, school_class: SchoolClass) -> Gradebook:
    works = [work for work in works_of(given_for_class(school_class)) if work.given.are_marks_shown]
    return Gradebook(school_class, works, rows_of([learner], works))


def all_marks_shown(learner: Profile) -> list[Gradebook]:
    """In every class in which they learn now: the same few queries, however many those are."""
    learns = ClassMember.objects.filter(profile=learner, part=ClassMember.Part.LEARNER, left_at=None)
    rows = GivenWork.objects.filter(school_class__in=learns.values("school_class"), taken_back_at=None)
    works = works_of(rows.select_related(*OF_GIVEN).order_by("school_class__name", "school_class", "due_at", "pk"))
    shown = [work for work in works if work.given.are_marks_shown]
    cells = rows_of([learner], shown)[0].cells
    books = []
    for school_class, pairs in groupby(zip(shown, cells, strict=True), key=lambda pair: pair[0].given.school_class):
        own = list(pairs)
        total = grades.total({work.given.pk: cell for work, cell in own}, {w.given.pk: w.given.weight for w, _ in own})
        row = GradeRow(learner, [cell for _work, cell in own], total)
        books.append(Gradebook(school_class, [work for work, _cell in own], [row]))
    return books


def rows_of(learners: Sequence[Profile], works: Sequence[Work]) -> list[GradeRow]:
    """A row for each learner, in three queries."""
    people, given, now = [one.pk for one in learners], [work.given.pk for work in works], clock.now()
    reached = courses.reached_by(people, [step for work in works for step in work.activity_ids])
    own, entries = extensions_of(given, people), entries_of(given, people)
    weights = {work.given.pk: work.given.weight for work in works}
    rows = []
    for learner in learners:
        cells = {work.given.pk: _cell(work, learner.pk, reached, own, entries, now) for work in works}
        rows.append(GradeRow(learner, list(cells.values()), grades.total(cells, weights)))
    return rows


def _cell(
    work: Work,
    person: int,
    reached: Mapping[Pair, courses.Reached],
    own: Mapping[Pair, datetime],
    entries: Mapping[Pair, Entry],
    now: datetime,
) -> grades.Cell:
    entry = entries.get((work.given.pk, person))
    if entry is not None and entry.kind != Entry.Kind.CLEARED:
        return grades.by_hand(entry.kind, entry.share)
    mine = [reached.get((person, step.id)) for step in work.steps]
    return grades.from_activities(
        [one.share if one else 0.0 for one in mine],
        sum(one is not None and one.is_done for one in mine),
        due_at=own.get((work.given.pk, person), work.given.due_at),
        now=now,
        last_done_at=max((one.done_at for one in mine if one and one.done_at), default=None),
    )


def entries_of(given: Sequence[int], people: Sequence[int]) -> dict[Pair, Entry]:
    """(given work, profile) → the entry that counts. One query."""
    rows = Entry.objects.filter(given__in=given, profile__in=people).order_by("written_at", "pk")
    return {(row.given_id, row.profile_id): row for row in rows}


def history_of(given_id: int, person: int) -> list[Entry]:
    """Every entry for one learner and work, newest first."""
    rows = Entry.objects.filter(given=given_id, profile=person).select_related("written_by")
    return list(rows.order_by("-written_at", "-pk"))
