"""Tell people things; let them say how they want to be told."""

from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any

from django.core import signing
from django.db import transaction

from lyceum.kit import audit, clock
from lyceum.notices.kinds import Kind, kind_named
from lyceum.notices.models import Notice, QuietHours, Wish
from lyceum.notices.selectors import quiet_for, wishes_for, zone_of
from lyceum.notices.timing import due_at
from lyceum.people.api import Actor, Profile, require

BATCH = 500
_SALT = "lyceum.notices.stop"


class UnknownKind(LookupError):
    """No app registered a kind of that name."""


@transaction.atomic
def tell(*, people: Iterable[int], kind: str, values: Mapping[str, Any], path: str, once: str) -> None:
    """Tell these profiles something; whoever was told with this key before is not told again.

    `path` is that of a page without its language (`/courses/…`). Raises UnknownKind.
    """
    known = kind_named(kind)
    if known is None:
        raise UnknownKind(kind)
    ids = sorted(set(people))
    for start in range(0, len(ids), BATCH):
        _tell(ids[start : start + BATCH], known, {"values": dict(values), "path": path, "once": once})


def _tell(ids: list[int], kind: Kind, facts: dict[str, Any]) -> None:
    chosen, quiet, now = wishes_for(kind, ids), quiet_for(ids), clock.now()
    told_before = set(Notice.objects.filter(profile__in=ids, once=facts["once"]).values_list("profile_id", flat=True))
    usual = (QuietHours.STARTS, QuietHours.ENDS)
    rows = []
    for profile_id, zone in Profile.objects.filter(pk__in=ids).values_list("pk", "time_zone"):
        wish = chosen.get(profile_id)
        is_shown, mail = (wish.is_shown, wish.mail) if wish else (True, kind.mail)
        due = due_at(now, mail, zone_of(zone), quiet.get(profile_id, usual))
        if profile_id not in told_before and (is_shown or due):
            rows.append(
                Notice(profile_id=profile_id, kind=kind.name, at=now, is_shown=is_shown, mail_due_at=due, **facts)
            )
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    Profile.objects.filter(pk__in=[row.profile_id for row in rows if row.is_shown]).update(has_news=True)


@transaction.atomic
def read(*, actor: Actor, notice: Notice) -> None:
    """Somebody opened it; what they have read is not mailed any more."""
    require(actor.profile is not None and notice.profile_id == actor.profile.pk)
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=clock.now(), mail_due_at=None)


@transaction.atomic
def read_all(*, actor: Actor) -> None:
    require(actor.profile is not None)
    Notice.objects.filter(profile=actor.profile, read_at=None).update(read_at=clock.now(), mail_due_at=None)
    look(actor=actor)


def look(*, actor: Actor) -> None:
    """They saw the list: the dot goes."""
    if actor.profile is not None and actor.profile.has_news:
        Profile.objects.filter(pk=actor.profile.pk).update(has_news=False)


@transaction.atomic
def choose(*, actor: Actor, wishes: Mapping[str, tuple[bool, str]], quiet: tuple[time, time]) -> None:
    """Keep how this person wants each kind: kind → (shown here, when mailed); and when no mail is to come."""
    require(actor.profile is not None)
    profile = actor.profile
    for name, (is_shown, mail) in wishes.items():
        Wish.objects.update_or_create(profile=profile, kind=name, defaults={"is_shown": is_shown, "mail": mail})
        if mail == Wish.Mail.NEVER:
            Notice.objects.filter(profile=profile, kind=name).update(mail_due_at=None)
    QuietHours.objects.update_or_create(profile=profile, defaults={"starts": quiet[0], "ends": quiet[1]})
    assert profile is not None
    audit.record(actor, "notices.choose", profile)


def stop_token(profile_id: int, kind: str) -> str:
    """What a mail's stop link carries: it can stop this kind for this person and nothing else, and does not expire."""
    return signing.dumps([profile_id, kind], salt=_SALT, compress=False)


def read_token(token: str) -> tuple[int, Kind] | None:
    try:
        profile_id, name = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    kind = kind_named(name)
    return (profile_id, kind) if kind else None


@transaction.atomic
def stop_mail(*, token: str) -> Kind | None:
    """No more mail of this kind to this person, whoever clicks; None for a link that is not ours."""
    found = read_token(token)
    profile = Profile.objects.filter(pk=found[0]).first() if found else None
    if found is None or profile is None:
        return None
    kind = found[1]
    Wish.objects.update_or_create(profile=profile, kind=kind.name, defaults={"mail": Wish.Mail.NEVER})
    Notice.objects.filter(profile=profile, kind=kind.name).update(mail_due_at=None)
    audit.record(Actor(profile=profile), "notices.stop_mail", profile, kind=kind.name)
    return kind
