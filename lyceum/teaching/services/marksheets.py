"""Take in a table of marks: keep it as understood, apply exactly what was shown."""

from datetime import timedelta

from django.db import transaction

from lyceum.kit import audit, clock
from lyceum.people.api import Actor, SchoolClass, can_teach, is_own, require
from lyceum.teaching import sheets
from lyceum.teaching.marksheets import EXCUSED, MISSING, wanted_of
from lyceum.teaching.models import Entry, GivenWork, MarkSheet
from lyceum.teaching.selectors.gradebook import gradebook_of
from lyceum.teaching.selectors.sheets import Difference, differences, fingerprint, usernames_of
from lyceum.teaching.services import entries

MOST_PROBLEMS = 2000
KEPT = timedelta(days=1)


class Stale(Exception):
    """Since it was shown, marks have changed: what would be applied is no longer that."""


@transaction.atomic
def take_in(*, actor: Actor, school_class: SchoolClass, data: bytes) -> MarkSheet:
    """Read a file and keep what it says; nothing is changed yet. Raises sheets.BadSheet."""
    require(is_own(actor) and can_teach(actor, school_class))
    assert actor.profile is not None
    lines, book = sheets.read(data), gradebook_of(school_class)
    works = {str(work.given.uuid): work.title for work in book.works}
    names = usernames_of(book)
    ids = {str(row.learner.uuid): str(row.learner.uuid) for row in book.rows}
    by_name = {names[row.learner.pk].lower(): str(row.learner.uuid) for row in book.rows if row.learner.pk in names}
    wanted = wanted_of(lines, works, by_name | ids)
    sheet = MarkSheet.objects.create(
        school_class=school_class, sent_by=actor.profile, sent_at=clock.now(),
        cells=[[work, person, text] for (work, person), text in wanted.cells.items()],
        problems=[[one.line, one.column, one.code, one.value] for one in wanted.problems[:MOST_PROBLEMS]],
    )  # fmt: skip
    audit.record(actor, "teaching.take_in_marks", sheet, cells=len(wanted.cells), problems=len(wanted.problems))
    return sheet


@transaction.atomic
def apply(*, actor: Actor, sheet: MarkSheet, seen: str) -> int:
    """Write what was shown and nothing else; how many marks. Raises Stale."""
    require(is_own(actor) and actor.profile is not None and sheet.sent_by_id == actor.profile.pk)
    require(can_teach(actor, sheet.school_class))
    # Whoever writes marks of these works waits until this is done.
    list(GivenWork.objects.select_for_update().filter(school_class=sheet.school_class).order_by("pk").values("pk"))
    sheet = MarkSheet.objects.select_for_update().get(pk=sheet.pk)
    changes = differences(sheet)
    if fingerprint(changes) != seen:
        raise Stale
    entries.write_all(actor=actor, changes=[_change(one) for one in changes])
    sheet.delete()
    return len(changes)


def _change(one: Difference) -> entries.Change:
    kinds = {EXCUSED: Entry.Kind.EXCUSED, MISSING: Entry.Kind.MISSING, "": Entry.Kind.CLEARED}
    kind = kinds.get(one.new, Entry.Kind.MARK)
    share = float(one.new) / 100 if kind == Entry.Kind.MARK else None
    return entries.Change(one.work.given, one.learner, kind, share)


def forget_old_sheets() -> int:
    """Tables that nobody applied."""
    found, _by_model = MarkSheet.objects.filter(sent_at__lt=clock.now() - KEPT).delete()
    return found
