"""Points of a rubric, lateness, and what several reviews come to. Pure: no database, no request."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from statistics import median
from typing import Any

#: A review this far (as a share of all points) from what the reviews come to is looked at by an educator.
OUTLIER = 0.25


def criteria(rules: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rubric's criteria in their order: id and the points of each level, lowest first."""
    return [{"id": one["id"], "levels": [float(level) for level in one["levels"]]} for one in rules["rubric"]]


def points_of(rules: Mapping[str, Any]) -> float:
    return float(sum(max(one["levels"]) for one in criteria(rules)))


def share_of(rules: Mapping[str, Any], points: Mapping[str, float]) -> float:
    """What the points come to, from 0 to 1. Raises ValueError unless each criterion has one of its levels' range."""
    total = 0.0
    for one in criteria(rules):
        given = points.get(one["id"])
        if given is None or not min(one["levels"]) <= given <= max(one["levels"]):
            raise ValueError(one["id"])
        total += given
    return total / points_of(rules)


def penalty(rules: Mapping[str, Any], due_at: datetime | None, handed_in_at: datetime) -> float:
    """The share that lateness takes off: `per_day` for each day begun after the hours of grace, at most `most`."""
    late = rules.get("late")
    if late is None or due_at is None:
        return 0.0
    over = handed_in_at - due_at - timedelta(hours=late.get("grace_hours", 0))
    if over <= timedelta(0):
        return 0.0
    days = -(-over // timedelta(days=1))
    return float(min(late.get("most", 1.0), days * late["per_day"]))


def is_closed(rules: Mapping[str, Any], due_at: datetime | None, now: datetime) -> bool:
    """Whether it is too late to hand anything in: `close_days` after it was due."""
    late = rules.get("late")
    if late is None or due_at is None or "close_days" not in late:
        return False
    return now > due_at + timedelta(days=late["close_days"])


def reliability(differences: Sequence[float]) -> float:
    """How much a reviewer's word weighs, by how far their shares of the samples lay from the educator's.

    The inverse of the mean squared distance, kept between a fifth and five times that of somebody who is a tenth off;
    without samples everybody weighs the same.
    """
    if not differences:
        return 1.0
    squared = sum(one * one for one in differences) / len(differences)
    return min(5.0, max(0.2, 0.01 / max(squared, 1e-9)))


def together(reviews: Sequence[tuple[float, float]]) -> float:
    """The weighted median of (share, weight): one reviewer who errs, or is unkind, does not move it far."""
    ordered = sorted(reviews)
    half = sum(weight for _share, weight in ordered) / 2
    passed = 0.0
    for place, (share, weight) in enumerate(ordered):
        passed += weight
        if abs(passed - half) < 1e-12 and place + 1 < len(ordered):
            return (share + ordered[place + 1][0]) / 2
        if passed > half:
            return share
    return median(share for share, _weight in ordered)


def outliers(shares: Sequence[float], outcome: float) -> list[bool]:
    """Which of the shares lie so far from the outcome that an educator should look."""
    return [abs(share - outcome) > OUTLIER for share in shares]
