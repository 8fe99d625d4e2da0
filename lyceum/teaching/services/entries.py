"""Write into the gradebook: one entry, or a whole table that came back from a spreadsheet."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from lyceum.kit import audit, clock
from lyceum.people.api import Actor, Profile, require
from lyceum.teaching.models import Entry, GivenWork
from lyceum.teaching.policies import can_run
from lyceum.teaching.selectors.given import learners_of
from lyceum.teaching.services.giving import NotALearnerHere


class BadShare(ValueError):
    """A mark is a share from 0 to 1, and nothing else has one."""


@dataclass(frozen=True)
class Change:
    """One cell that is to become something else."""

    given: GivenWork
    person: Profile
    kind: str
    share: float | None
    note: str = ""


def write(
    *, actor: Actor, given: GivenWork, person: Profile, kind: str, share: float | None = None, note: str = ""
) -> Entry:
    """One entry; the one before it becomes history. Raises BadShare, NotALearnerHere."""
    return write_all(actor=actor, changes=[Change(given, person, kind, share, note)])[0]


@transaction.atomic
def write_all(*, actor: Actor, changes: Sequence[Change]) -> list[Entry]:
    """All of the changes, or none. Raises BadShare, NotALearnerHere."""
    rows, now = [], clock.now()
    learners: dict[int, set[int]] = {}
    # One after the other with whoever applies a whole table.
    ids = {one.given.pk for one in changes}
    list(GivenWork.objects.select_for_update().filter(pk__in=ids).order_by("pk").values("pk"))
    for one in changes:
        school_class = one.given.school_class
        if one.given.pk not in learners:
            require(can_run(actor, one.given))
            learners[one.given.pk] = set(learners_of(school_class).values_list("pk", flat=True))
        if one.person.pk not in learners[one.given.pk]:
            raise NotALearnerHere
        rows.append(_row(actor, one))
        rows[-1].written_at = now
    Entry.objects.bulk_create(rows)
    for given in {one.given for one in changes}:
        audit.record(actor, "teaching.write_marks", given, count=sum(one.given == given for one in changes))
    return rows


def _row(actor: Actor, one: Change) -> Entry:
    is_mark = one.kind == Entry.Kind.MARK
    if one.kind not in Entry.Kind.values or is_mark != (one.share is not None):
        raise BadShare(one.kind)
    if one.share is not None and not 0 <= one.share <= 1:
        raise BadShare(str(one.share))
    return Entry(
        given=one.given, profile=one.person, kind=one.kind, share=one.share, note=one.note, written_by=actor.profile
    )
