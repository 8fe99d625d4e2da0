"""Who needs help, and why. Pure: facts in, reasons out, the most pressing first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

STUCK_AFTER = 3
QUIET_AFTER = timedelta(days=7)
SOON = timedelta(days=2)


class Why(StrEnum):
    STUCK = "stuck"
    OVERDUE = "overdue"
    QUIET = "quiet"
    LOW = "low"
    SOON = "soon"


WEIGHTS = {Why.STUCK: 5, Why.OVERDUE: 4, Why.QUIET: 3, Why.LOW: 2, Why.SOON: 1}


@dataclass(frozen=True)
class Reason:
    """`count` is tries, days or works by the kind; `title` what it is about, `activity` where it can be seen."""

    why: Why
    count: int = 0
    title: str = ""
    activity: str = ""


@dataclass(frozen=True)
class Tried:
    """An activity that was tried without success."""

    title: str
    key: str
    tries: int


@dataclass(frozen=True)
class Facts:
    """What is known of one learner: tried and not done, works with (title, due_at, begun, done, share), last seen."""

    tried: Sequence[Tried]
    works: Sequence[tuple[str, datetime | None, bool, bool, float | None]]
    last_at: datetime | None


def reasons(facts: Facts, now: datetime, pass_share: float = 0.5) -> list[Reason]:
    """All reasons that hold, the weightiest first."""
    found = [Reason(Why.STUCK, one.tries, one.title, one.key) for one in facts.tried if one.tries >= STUCK_AFTER]
    for title, due_at, begun, done, share in facts.works:
        if due_at is not None and not done and now > due_at:
            found.append(Reason(Why.OVERDUE, (now - due_at).days, title))
        elif due_at is not None and not begun and now > due_at - SOON:
            found.append(Reason(Why.SOON, 0, title))
        if done and share is not None and share < pass_share:
            found.append(Reason(Why.LOW, round(share * 100), title))
    is_open = any(not done for _title, _due, _begun, done, _share in facts.works)
    if is_open and facts.last_at is not None and now - facts.last_at > QUIET_AFTER:
        found.append(Reason(Why.QUIET, (now - facts.last_at).days))
    return sorted(found, key=lambda reason: (-WEIGHTS[reason.why], -reason.count))


def pressure(found: Sequence[Reason]) -> int:
    """By which learners are ordered: all their reasons together."""
    return sum(WEIGHTS[reason.why] for reason in found)
