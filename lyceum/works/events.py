from dataclasses import dataclass

from lyceum.kit.events import Event


@dataclass(frozen=True)
class WorkHandedIn(Event):
    """Somebody handed work in; `at` is an ISO 8601 time."""

    wire_name = "lyceum.works.work_handed_in.v1"
    profile_id: int
    assignment_id: int
    hand_in_id: int
    at: str


@dataclass(frozen=True)
class WorkMarked(Event):
    """Work was marked, or a mark changed; `share` is from 0 to 1, `passed` by the assignment's own line."""

    wire_name = "lyceum.works.work_marked.v1"
    profile_id: int
    assignment_id: int
    hand_in_id: int
    share: float
    passed: bool
    source: str
    at: str
