"""What has a date for somebody: what they are to do, and what the classes that they teach are to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.utils import timezone

from lyceum.people.api import Actor, ClassMember
from lyceum.teaching.models import CalendarKey, GivenWork
from lyceum.teaching.selectors.given import OF_GIVEN, Work, tasks_of, works_of

WEEKS = 8
MOST = 500


@dataclass(frozen=True)
class Dated:
    """One date of one given work; `url_key` is the step to go on with, empty for the whole course."""

    work: Work
    at: datetime
    url_key: str
    is_taught: bool = False
    is_done: bool = False

    @property
    def given(self) -> GivenWork:
        return self.work.given


def dates_of(actor: Actor, start: datetime, end: datetime) -> list[Dated]:
    """The actor's dates from `start` to `end` in their order: the same few queries, however many there are."""
    own = [Dated(task.work, task.due_at, task.url_key, is_done=task.is_done) for task in tasks_of(actor) if task.due_at]
    dated = [*own, *_taught(actor, start, end)]
    return sorted((one for one in dated if start <= one.at < end), key=lambda one: (one.at, one.given.pk))


def _taught(actor: Actor, start: datetime, end: datetime) -> Iterable[Dated]:
    """Of classes that they teach themselves; who only oversees an institution has no use for all its dates."""
    if actor.profile is None or actor.account is None:
        return []
    teaches = ClassMember.objects.filter(profile=actor.profile, part=ClassMember.Part.EDUCATOR, left_at=None)
    rows = GivenWork.objects.filter(
        school_class__in=teaches.values("school_class"), taken_back_at=None, due_at__gte=start, due_at__lt=end
    )
    works = works_of(rows.select_related(*OF_GIVEN).order_by("due_at", "pk")[:MOST])
    return [Dated(work, work.given.due_at, "", is_taught=True) for work in works if work.given.due_at]


def agenda_of(actor: Actor, now: datetime) -> list[tuple[date, list[Dated]]]:
    """Eight weeks from today, by day of the reader's clock."""
    start = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    dated = dates_of(actor, start, start + timedelta(weeks=WEEKS))
    return [(day, list(rows)) for day, rows in groupby(dated, key=lambda one: timezone.localtime(one.at).date())]


def calendar_key_of(actor: Actor) -> CalendarKey | None:
    return CalendarKey.objects.filter(profile=actor.profile).first() if actor.profile else None


def actor_of_calendar(secret: str) -> Actor | None:
    """Whose calendar that address is; of erased people there is none."""
    rows = CalendarKey.objects.filter(secret=secret, profile__erased_at=None, profile__account__is_active=True)
    key = rows.select_related("profile__account").first()
    return Actor(key.profile.account, key.profile) if key else None
