"""Count time of learning, set limits, and forget what is too old to be shown."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import F

from lyceum.kit import audit, clock
from lyceum.people.api import Actor, Profile, require
from lyceum.teaching.models import Limit, StudyDay
from lyceum.teaching.policies import can_look_after
from lyceum.teaching.selectors.study import DAYS, zone_of
from lyceum.teaching.study import WRITE_EVERY, seconds_between

#: Days are kept for twice as long as they are shown.
KEPT = timedelta(days=2 * DAYS)


class HalfARest(ValueError):
    """A rest has a beginning and an end, or neither."""


@transaction.atomic
def note_learning(*, profile: Profile, now: datetime) -> None:
    """A sign of life from a page of learning; written at most once a minute. Of two at once one counts."""
    day = now.astimezone(zone_of(profile)).date()
    row, is_new = StudyDay.objects.get_or_create(profile=profile, day=day, defaults={"last_at": now})
    if is_new or timedelta() <= now - row.last_at < WRITE_EVERY:
        return
    seconds = seconds_between(row.last_at, now)
    unmoved = StudyDay.objects.filter(pk=row.pk, last_at=row.last_at)
    unmoved.update(seconds=F("seconds") + seconds, last_at=now)


@transaction.atomic
def set_limit(
    *, actor: Actor, child: Profile, minutes_a_day: int | None, rest_from: time | None, rest_until: time | None
) -> Limit:
    """What a guardian wants for a child; all empty lifts it. Raises HalfARest."""
    require(can_look_after(actor, child))
    if (rest_from is None) != (rest_until is None):
        raise HalfARest
    values = {"minutes_a_day": minutes_a_day, "rest_from": rest_from, "rest_until": rest_until}
    limit, _is_new = Limit.objects.update_or_create(
        profile=child, defaults={**values, "set_by": actor.profile, "set_at": clock.now()}
    )
    audit.record(actor, "teaching.set_limit", child, **{name: str(value or "") for name, value in values.items()})
    return limit


def forget_old_days() -> int:
    """Days that no page shows any more."""
    found, _by_model = StudyDay.objects.filter(day__lt=(clock.now() - KEPT).date()).delete()
    return found
