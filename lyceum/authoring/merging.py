"""Brings together what two authors made of the same text."""

from dataclasses import dataclass

from merge3 import Merge3


@dataclass(frozen=True)
class Clash:
    """Two changes to the same lines of a file that only a person can bring together."""

    path: str
    mine: str
    theirs: str
    revision: int


def merge(base: str, mine: str, theirs: str) -> str | None:
    """Both changes in one text, None where they touch the same lines."""
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    old, own, other = (text.splitlines(keepends=True) for text in (base, mine, theirs))
    groups = list(Merge3(old, own, other).merge_groups())
    if any(group[0] == "conflict" for group in groups):
        return None
    return "".join(line for group in groups for line in group[1])
