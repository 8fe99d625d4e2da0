"""How long children learn, and what their guardians set."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.db.models import Sum

from lyceum.people.api import Guardianship, Profile
from lyceum.teaching.models import Limit, StudyDay

DAYS = 28


def zone_of(profile: Profile) -> ZoneInfo:
    """By whose clock a child's days and times are."""
    try:
        return ZoneInfo(profile.time_zone or settings.TIME_ZONE)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(settings.TIME_ZONE)


def has_guardian(profile: Profile) -> bool:
    return Guardianship.objects.filter(child=profile, ended_at=None).exists()


def limit_of(profile: Profile) -> Limit | None:
    """What holds for the child now; with the last guardianship its limits end."""
    return Limit.objects.filter(profile=profile).first() if has_guardian(profile) else None


def seconds_on(profile: Profile, day: date) -> int:
    found = StudyDay.objects.filter(profile=profile, day=day).values_list("seconds", flat=True).first()
    return found or 0


@dataclass(frozen=True)
class Day:
    """`height` is a share of the longest day, for the picture."""

    day: date
    minutes: int
    height: float


def days_of(profile: Profile, now: datetime) -> list[Day]:
    """The last four weeks, today last."""
    today = now.astimezone(zone_of(profile)).date()
    rows = StudyDay.objects.filter(profile=profile, day__gt=today - timedelta(days=DAYS), day__lte=today)
    minutes = {day: round(seconds / 60) for day, seconds in rows.values_list("day", "seconds")}
    longest = max([*minutes.values(), 1])
    days = [today - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    return [Day(day, minutes.get(day, 0), minutes.get(day, 0) / longest) for day in days]


def minutes_between(people: Collection[int], first: date, last: date) -> Mapping[int, int]:
    """Profile → minutes from the first to the last day. One query."""
    rows = StudyDay.objects.filter(profile__in=people, day__gte=first, day__lte=last)
    summed = rows.values_list("profile_id").annotate(seconds=Sum("seconds")).values_list("profile_id", "seconds")
    return {who: round(seconds / 60) for who, seconds in summed}
