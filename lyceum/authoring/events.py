from dataclasses import dataclass

from lyceum.kit.events import Event


@dataclass(frozen=True)
class ReviewAsked(Event):
    """The authors of a course ask for a review."""

    wire_name = "lyceum.authoring.review_asked.v1"
    copy_id: int
    review_id: int


@dataclass(frozen=True)
class ReviewDecided(Event):
    """A reviewer approved a course or asked for changes."""

    wire_name = "lyceum.authoring.review_decided.v1"
    copy_id: int
    review_id: int
    is_approved: bool


@dataclass(frozen=True)
class Published(Event):
    """A working copy became a version of its course."""

    wire_name = "lyceum.authoring.published.v1"
    copy_id: int
    course_id: int
    version: str
