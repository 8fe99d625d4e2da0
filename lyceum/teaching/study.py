"""Time of learning and a guardian's limits. Pure: facts in, answers out."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

#: Whoever is away for longer has not been learning in between.
IDLE = timedelta(minutes=5)
#: Time is written at most this often.
WRITE_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Enough:
    """Why it is enough for now: `until` is the child's clock time at which it goes on, None for tomorrow."""

    is_rest: bool
    until: time | None = None


def seconds_between(last_at: datetime | None, now: datetime) -> int:
    """How many seconds of learning lie between two signs of life."""
    if last_at is None or not timedelta() < now - last_at <= IDLE:
        return 0
    return round((now - last_at).total_seconds())


def is_within(clock: time, starts: time, ends: time) -> bool:
    """Whether a clock shows a time of rest, which may go over midnight; the same time twice is no rest."""
    return starts <= clock < ends if starts <= ends else clock >= starts or clock < ends


def enough(
    clock: time, seconds_today: int, *, minutes_a_day: int | None, rest_from: time | None, rest_until: time | None
) -> Enough | None:
    """None while the child may go on."""
    if rest_from is not None and rest_until is not None and is_within(clock, rest_from, rest_until):
        return Enough(True, rest_until)
    if minutes_a_day is not None and seconds_today >= minutes_a_day * 60:
        return Enough(False)
    return None
