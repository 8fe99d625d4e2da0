"""When mail may go out: never in quiet hours, never before now, at the hour of digests."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyceum.notices.models import Wish
from lyceum.notices.timing import DIGEST_WEEKDAY, due_at

NEW_YORK, PARIS = ZoneInfo("America/New_York"), ZoneInfo("Europe/Paris")
NIGHT = (time(20), time(7))
moments = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
clock_times = st.times().map(lambda at: at.replace(second=0, microsecond=0))


def is_quiet(at: time, starts: time, ends: time) -> bool:
    return (at >= starts or at < ends) if starts > ends else starts <= at < ends


@given(
    moments, st.sampled_from(["now", "daily", "weekly"]), st.sampled_from([PARIS, NEW_YORK]), clock_times, clock_times
)
def test_mail_waits_for_the_end_of_quiet_hours(
    now: datetime, mail: str, zone: ZoneInfo, starts: time, ends: time
) -> None:
    due = due_at(now, mail, zone, (starts, ends))
    assert due is not None
    assert now <= due <= now + timedelta(days=9)
    local = due.astimezone(zone)
    # A wall time that does not exist, in the hour that summer time skips, is the one after it.
    assert not is_quiet(local.time(), starts, ends) or local.utcoffset() != now.astimezone(zone).utcoffset()


@pytest.mark.parametrize(
    ("at", "mail", "expected"),
    [
        ("2026-11-23T12:00", "now", "2026-11-23T12:00"),
        ("2026-11-23T21:30", "now", "2026-11-24T07:00"),
        ("2026-11-23T03:00", "now", "2026-11-23T07:00"),
        ("2026-11-23T12:00", "daily", "2026-11-23T17:00"),
        ("2026-11-23T18:00", "daily", "2026-11-24T17:00"),
        ("2026-11-23T18:00", "weekly", "2026-11-27T17:00"),
    ],
)
def test_by_the_persons_own_clock(at: str, mail: str, expected: str) -> None:
    now = datetime.fromisoformat(at).replace(tzinfo=PARIS)
    due = due_at(now, mail, PARIS, NIGHT)
    assert due == datetime.fromisoformat(expected).replace(tzinfo=PARIS)


def test_a_weekly_mail_keeps_its_hour_when_summer_time_ends() -> None:
    friday = datetime(2026, 10, 23, 18, tzinfo=PARIS)
    due = due_at(friday, Wish.Mail.WEEKLY, PARIS, NIGHT)
    assert due is not None
    assert (due.astimezone(PARIS).hour, due.astimezone(PARIS).weekday()) == (17, DIGEST_WEEKDAY)
    assert due.astimezone(UTC) - friday.astimezone(UTC) == timedelta(days=7)


def test_never_is_never() -> None:
    assert due_at(datetime(2026, 1, 1, tzinfo=UTC), Wish.Mail.NEVER, PARIS, NIGHT) is None
