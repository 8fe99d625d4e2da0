from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language

from lyceum.notices.kinds import Kind, all_kinds, kind_named
from lyceum.notices.models import Notice, QuietHours, Wish
from lyceum.people.api import Actor, Profile


@dataclass(frozen=True)
class Told:
    """A notice as its reader sees it."""

    id: int
    sentence: str
    at: datetime
    is_new: bool
    path: str


def notices_of(actor: Actor) -> QuerySet[Notice]:
    """What was told to this person and to nobody else, newest first."""
    if actor.profile is None:
        return Notice.objects.none()
    return Notice.objects.filter(profile=actor.profile, is_shown=True).order_by("-at", "-pk")


def told(notice: Notice) -> Told | None:
    kind = kind_named(notice.kind)
    if kind is None:
        return None
    return Told(notice.pk, kind.say(notice.values), notice.at, notice.read_at is None, in_language(notice.path))


def in_language(path: str) -> str:
    """A path of a page in the language in force."""
    return f"/{(get_language() or 'en').lower()}{path}" if path else ""


@dataclass(frozen=True)
class Chosen:
    kind: Kind
    is_shown: bool
    mail: str


def wishes_of(profile: Profile) -> list[Chosen]:
    """Every kind with what this person chose for it, or the kind's own way."""
    rows = {row.kind: row for row in Wish.objects.filter(profile=profile)}
    return [_chosen(kind, rows.get(kind.name)) for kind in all_kinds()]


def _chosen(kind: Kind, row: Wish | None) -> Chosen:
    return Chosen(kind, row.is_shown if row else True, row.mail if row else kind.mail)


def quiet_hours_of(profile: Profile) -> QuietHours:
    """Theirs, or the usual ones, not stored."""
    return QuietHours.objects.filter(profile=profile).first() or QuietHours(profile=profile)


def wishes_for(kind: Kind, profile_ids: Collection[int]) -> dict[int, Chosen]:
    """One query for all: who chose what for this kind; who chose nothing is not in it."""
    rows = Wish.objects.filter(kind=kind.name, profile__in=profile_ids)
    return {row.profile_id: _chosen(kind, row) for row in rows}


def quiet_for(profile_ids: Collection[int]) -> dict[int, tuple[time, time]]:
    rows: Any = QuietHours.objects.filter(profile__in=profile_ids).values_list("profile_id", "starts", "ends")
    return {profile: (starts, ends) for profile, starts, ends in rows}


def zone_of(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name or settings.TIME_ZONE)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo(settings.TIME_ZONE)
