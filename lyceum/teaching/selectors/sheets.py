"""The gradebook as a table, and what a table that came back would change."""

import hashlib
import uuid
from dataclasses import dataclass

from lyceum.people.api import Actor, Profile, SchoolClass
from lyceum.teaching.grades import Cell
from lyceum.teaching.marksheets import as_value, text_of
from lyceum.teaching.models import MarkSheet
from lyceum.teaching.selectors.given import Work
from lyceum.teaching.selectors.gradebook import Gradebook, gradebook_of
from lyceum.teaching.sheets import Value


def table_of(school_class: SchoolClass, head: tuple[str, str, str]) -> list[list[Value]]:
    """Everybody's marks with two lines of head."""
    book = gradebook_of(school_class)
    names = usernames_of(book)
    rows: list[list[Value]] = [
        [*head, *(work.title for work in book.works)],
        ["", "", "", *(str(work.given.uuid) for work in book.works)],
    ]
    for row in book.rows:
        marks = [as_value(text_of(cell)) for cell in row.cells]
        rows.append([row.learner.name, names.get(row.learner.pk, ""), str(row.learner.uuid), *marks])
    return rows


def usernames_of(book: Gradebook) -> dict[int, str]:
    people = Profile.objects.filter(pk__in=[row.learner.pk for row in book.rows], account__isnull=False)
    return dict(people.values_list("pk", "account__username"))


@dataclass(frozen=True)
class Difference:
    """One cell that would change; `is_computed` says that until now it is what the activities say."""

    work: Work
    learner: Profile
    old: str
    new: str
    is_computed: bool


def sheet_of(actor: Actor, school_class: SchoolClass, key: uuid.UUID) -> MarkSheet | None:
    """The actor's own."""
    return MarkSheet.objects.filter(uuid=key, school_class=school_class, sent_by=actor.profile).first()


def differences(sheet: MarkSheet) -> list[Difference]:
    """Between the table and the gradebook as it is now; people and works that are gone are left out."""
    book = gradebook_of(sheet.school_class)
    wanted = {(work, person): text for work, person, text in sheet.cells}
    found = []
    for row in book.rows:
        for work, cell in zip(book.works, row.cells, strict=True):
            new = wanted.get((str(work.given.uuid), str(row.learner.uuid)))
            if new is not None and _differs(cell, new):
                found.append(Difference(work, row.learner, text_of(cell), new, not cell.is_by_hand))
    return found


def _differs(cell: Cell, new: str) -> bool:
    """An empty cell takes an entry by hand away; where there is none it says nothing."""
    return cell.is_by_hand if new == "" else text_of(cell) != new


def fingerprint(changes: list[Difference]) -> str:
    """By which it is known that what is confirmed is what was shown."""
    text = "\n".join(f"{one.work.given.pk} {one.learner.pk} {one.old} {one.new}" for one in changes)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
