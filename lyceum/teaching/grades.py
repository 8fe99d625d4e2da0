"""What marks come to. Pure: shares in, shares out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Standing(StrEnum):
    """Where a learner is with a given work."""

    NOT_YET = "not_yet"
    UNDERWAY = "underway"
    DONE = "done"
    MISSING = "missing"
    EXCUSED = "excused"


@dataclass(frozen=True)
class Cell:
    """A learner's mark for a given work; `share` is None where nothing counts (not yet due, excused)."""

    standing: Standing
    share: float | None
    is_by_hand: bool = False
    is_late: bool = False


def from_activities(
    shares: Sequence[float], done: int, *, due_at: datetime | None, now: datetime, last_done_at: datetime | None
) -> Cell:
    """What the activities say: `shares` are the best ones of all activities that count, 0 for those not tried.

    Before it is due, what is not done does not count yet: the mark is the mean of what was tried. After that it counts as 0.
    """
    total = len(shares)
    is_over = due_at is not None and now > due_at
    if total and done == total:
        is_late = due_at is not None and last_done_at is not None and last_done_at > due_at
        return Cell(Standing.DONE, sum(shares) / total, is_late=is_late)
    tried = [share for share in shares if share > 0]
    if is_over:
        return Cell(Standing.UNDERWAY if tried or done else Standing.MISSING, sum(shares) / total if total else None)
    if tried or done:
        return Cell(Standing.UNDERWAY, sum(tried) / len(tried) if tried else None)
    return Cell(Standing.NOT_YET, None)


def by_hand(kind: str, share: float | None) -> Cell:
    """What an educator wrote."""
    if kind == "excused":
        return Cell(Standing.EXCUSED, None, is_by_hand=True)
    if kind == "missing":
        return Cell(Standing.MISSING, 0.0, is_by_hand=True)
    return Cell(Standing.DONE, share, is_by_hand=True)


def total(cells: Mapping[int, Cell], weights: Mapping[int, float]) -> float | None:
    """The weighted mean of what counts; None while nothing does. Excused works and those of weight 0 are left out."""
    counting = [(cell.share, weights[work]) for work, cell in cells.items() if cell.share is not None and weights[work]]
    weight = sum(one for _share, one in counting)
    return sum(share * one for share, one in counting) / weight if weight else None
