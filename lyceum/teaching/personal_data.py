"""What teaching keeps of a person: exporting it, erasing it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from lyceum.people.api import Profile
from lyceum.teaching.models import (
    CalendarKey,
    Digest,
    Entry,
    Extension,
    GivenWork,
    Limit,
    MarkSheet,
    Message,
    Note,
    StudyDay,
)


def _rows(found: QuerySet[Any], *fields: str) -> list[dict[str, Any]]:
    return list(found.order_by("pk").values(*fields))


def export(profile: Profile) -> Iterable[tuple[str, Any]]:
    """All that is about the person or was written by them; never the secret of their calendar."""
    entries = Entry.objects.filter(profile=profile)
    yield "marks.json", _rows(entries, "given__uuid", "given__course__slug", "kind", "share", "note", "written_at")
    yield "dates.json", _rows(Extension.objects.filter(profile=profile), "given__uuid", "due_at", "reason")
    notes = ("school_class__name", "text", "language", "written_at")
    yield "notes_about.json", _rows(Note.objects.filter(profile=profile), *notes)
    yield "notes_written.json", _rows(Note.objects.filter(written_by=profile), *notes)
    sent = Message.objects.filter(sent_by=profile)
    yield "messages_sent.json", _rows(sent, "school_class__name", "text", "language", "to_guardians", "sent_at")
    yield "study_time.json", _rows(StudyDay.objects.filter(profile=profile), "day", "seconds")
    limits = Limit.objects.filter(profile=profile)
    yield "limits.json", _rows(limits, "minutes_a_day", "rest_from", "rest_until", "set_at")


def erase(profile: Profile) -> None:
    """What is about the person goes; what they did for others stays without a name."""
    for model in (Entry, Extension, Note, StudyDay, Limit, CalendarKey, Digest):
        model._default_manager.filter(profile=profile).delete()
    MarkSheet.objects.filter(sent_by=profile).delete()
    Entry.objects.filter(written_by=profile).update(written_by=None)
    Extension.objects.filter(given_by=profile).update(given_by=None)
    Note.objects.filter(written_by=profile).update(written_by=None)
    Message.objects.filter(sent_by=profile).update(sent_by=None)
    Limit.objects.filter(set_by=profile).update(set_by=None)
    GivenWork.objects.filter(given_by=profile).update(given_by=None)
    GivenWork.objects.filter(moderated_by=profile).update(moderated_by=None)
