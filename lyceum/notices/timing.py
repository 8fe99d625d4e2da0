"""When a mail may go out. Pure: times in, time out."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from lyceum.notices.models import Wish

DIGEST_AT = time(17)
DIGEST_WEEKDAY = 4  # Friday: Monday is 0


def due_at(now: datetime, mail: str, zone: ZoneInfo, quiet: tuple[time, time]) -> datetime | None:
    """The first moment, from `now` on, at which the person's wishes allow the mail; None for never."""
    if mail == Wish.Mail.NEVER:
        return None
    local = now.astimezone(zone)
    wanted = local if mail == Wish.Mail.NOW else _next_digest(local, weekly=mail == Wish.Mail.WEEKLY)
    return _after_quiet(wanted, quiet).astimezone(now.tzinfo)


def _next_digest(local: datetime, *, weekly: bool) -> datetime:
    day = local.date()
    # A wall time on a day: the zone, not an addition of hours, says when it is.
    while True:
        moment = datetime.combine(day, DIGEST_AT, tzinfo=local.tzinfo)
        if moment > local and (not weekly or day.weekday() == DIGEST_WEEKDAY):
            return moment
        day += timedelta(days=1)


def _after_quiet(local: datetime, quiet: tuple[time, time]) -> datetime:
    starts, ends = quiet
    clock = local.time()
    overnight = starts > ends
    is_quiet = (clock >= starts or clock < ends) if overnight else starts <= clock < ends
    if not is_quiet:
        return local
    day = local.date() + timedelta(days=1) if overnight and clock >= starts else local.date()
    return datetime.combine(day, ends, tzinfo=local.tzinfo)
