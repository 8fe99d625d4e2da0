from dataclasses import dataclass

from lyceum.kit.events import Event


@dataclass(frozen=True)
class Enrolled(Event):
    """Somebody began a course; `at` is an ISO 8601 time."""

    wire_name = "lyceum.courses.enrolled.v1"
    profile_id: int
    course_id: int
    at: str


@dataclass(frozen=True)
class ActivityFinished(Event):
    """Somebody finished an activity for the first time; `score` is a share from 0 to 1."""

    wire_name = "lyceum.courses.activity_finished.v1"
    profile_id: int
    course_id: int
    activity_id: int
    score: float
    at: str


@dataclass(frozen=True)
class CourseFinished(Event):
    """Somebody finished every activity that counts, for the first time."""

    wire_name = "lyceum.courses.course_finished.v1"
    profile_id: int
    course_id: int
    at: str
