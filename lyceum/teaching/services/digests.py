"""Tell guardians once a week how their children learn."""

from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction

from lyceum.courses import api as courses
from lyceum.kit import clock
from lyceum.notices.api import tell
from lyceum.people.api import Actor, Guardianship, Profile
from lyceum.teaching.models import Digest
from lyceum.teaching.selectors.given import tasks_of
from lyceum.teaching.selectors.study import minutes_between

AT_ONCE = 200
WEEK = timedelta(days=7)


def tell_guardians() -> int:
    """Of the week that is over; how many children were told of. A second run, or one beside it, tells nobody again."""
    monday = _last_monday(clock.now())
    guarded = Profile.objects.filter(guardians__ended_at=None, guardians__isnull=False, erased_at=None).distinct()
    told = Digest.objects.filter(week__gte=monday)
    waiting = guarded.exclude(pk__in=told.values("profile")).select_related("account").order_by("pk")
    children = list(waiting[:AT_ONCE])
    ids = [child.pk for child in children]
    minutes = minutes_between(ids, monday, monday + WEEK - timedelta(days=1))
    start = datetime.combine(monday, time(), tzinfo=UTC)
    steps = courses.done_between(ids, start, start + WEEK)
    for child in children:
        _tell(child, monday, minutes.get(child.pk, 0), steps.get(child.pk, 0))
    return len(children)


@transaction.atomic
def _tell(child: Profile, monday: date, minutes: int, steps: int) -> None:
    """Where nothing was done and nothing is to be done, nobody is bothered."""
    waiting = sum(not task.is_done for task in tasks_of(Actor(child.account, child)))
    if minutes or steps or waiting:
        guardians = Guardianship.objects.filter(child=child, ended_at=None).values_list("guardian_id", flat=True)
        values = {"name": child.name, "minutes": minutes, "steps": steps, "waiting": waiting}
        once = f"week:{child.pk}:{monday.isoformat()}"
        tell(people=guardians, kind="teaching.week", values=values, path=f"/children/{child.uuid}/", once=once)
    Digest.objects.update_or_create(profile=child, defaults={"week": monday})


def _last_monday(now: datetime) -> date:
    """Of the last week that is over."""
    return now.date() - timedelta(days=now.weekday()) - WEEK
