"""Dates as an iCalendar file (RFC 5545): for programs that read it again and again."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from lyceum.teaching.selectors.agenda import Dated

#: How far back and ahead a feed reaches.
BACK, AHEAD = timedelta(weeks=8), timedelta(weeks=52)
READ_AGAIN = timedelta(hours=4)


def calendar_file(dated: Sequence[Dated], language: str) -> bytes:
    """The same bytes for the same dates, so that an ETag can tell that nothing changed."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Lyceum//Calendar//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Lyceum")
    calendar.add("refresh-interval", READ_AGAIN, parameters={"VALUE": "DURATION"})
    for one in dated:
        calendar.add_component(_event(one))
    return bytes(calendar.to_ical())


def _event(one: Dated) -> Event:
    given, event = one.given, Event()
    changed_at = given.changed_at or given.given_at
    kind = "class" if one.is_taught else "work"
    event.add("uid", f"{kind}-{given.uuid}@{urlsplit(settings.SITE_URL).hostname or 'lyceum'}")
    event.add("dtstamp", _second(changed_at))
    event.add("last-modified", _second(changed_at))
    event.add("sequence", given.revision)
    event.add("dtstart", _second(one.at))
    event.add("summary", _summary(one))
    event.add("url", settings.SITE_URL + url_of(one))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


def _summary(one: Dated) -> str:
    words = {"title": one.work.title, "school_class": one.given.school_class.name}
    return _("Due: %(title)s (%(school_class)s)") % words


def _second(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=0)


def url_of(one: Dated) -> str:
    """Where its reader does something about it."""
    if one.is_taught:
        return reverse("given", args=[one.given.school_class.uuid, one.given.uuid])
    if one.url_key:
        return reverse("activity", args=[one.given.course.slug, one.url_key])
    return reverse("course", args=[one.given.course.slug])
