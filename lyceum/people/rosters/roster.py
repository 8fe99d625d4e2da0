"""What a roster says, whichever format it came in."""

from dataclasses import dataclass, field

from lyceum.people.rosters.problems import Problems

LONGEST = {"name": 60, "class": 80, "id": 255, "username": 150}


@dataclass(frozen=True)
class RosterClass:
    key: str
    name: str
    line: int
    # By the id that the other system gives; else classes are known by name.
    has_id: bool = False
    is_deleted: bool = False


@dataclass(frozen=True)
class RosterPerson:
    key: str
    name: str
    line: int
    username: str = ""
    # Only to find who is here already; it is not kept.
    email: str = ""
    has_id: bool = False
    is_deleted: bool = False


@dataclass(frozen=True)
class Enrolment:
    class_key: str
    person_key: str
    is_educator: bool
    line: int


@dataclass
class Roster:
    classes: dict[str, RosterClass] = field(default_factory=dict)
    people: dict[str, RosterPerson] = field(default_factory=dict)
    enrolments: dict[tuple[str, str], Enrolment] = field(default_factory=dict)
    # Who the file says has left a class, when it only tells of changes.
    gone: set[tuple[str, str]] = field(default_factory=set)
    # A whole roster: learners of its classes whom it does not name have left them.
    is_whole: bool = True
    people_file: str = ""
    enrolments_file: str = ""
    classes_file: str = ""
    problems: Problems = field(default_factory=Problems)
