"""The progress wall: learner × activity of one given work."""

from dataclasses import dataclass
from datetime import datetime

from lyceum.courses import api as courses
from lyceum.people.api import Profile
from lyceum.teaching.models import GivenWork
from lyceum.teaching.selectors.given import Work, extensions_of, learners_of, works_of

#: level of the mastery mark by what was reached: not opened, seen, tried, done, done with nearly all points
FULL = 0.95


@dataclass(frozen=True)
class Square:
    """One learner and one activity; `level` is that of the mark (0 to 4)."""

    level: int
    share: float


@dataclass(frozen=True)
class Row:
    learner: Profile
    squares: list[Square]
    due_at: datetime | None
    is_overdue: bool
    done: int


@dataclass(frozen=True)
class Wall:
    work: Work
    rows: list[Row]

    @property
    def finished(self) -> int:
        """How many learners are done with all of it."""
        return sum(row.done == len(self.work.steps) for row in self.rows)


def wall_of(given: GivenWork, now: datetime, *, start: int = 0, size: int = 60) -> Wall:
    """A page of the wall: the same few queries for any class and work."""
    work = works_of([given])[0]
    learners = list(learners_of(given.school_class)[start : start + size])
    ids = [learner.pk for learner in learners]
    reached = courses.reached_by(ids, work.activity_ids)
    own = extensions_of([given.pk], ids)
    return Wall(
        work, [_row(work, learner, reached, own.get((given.pk, learner.pk), given.due_at), now) for learner in learners]
    )


def _row(
    work: Work,
    learner: Profile,
    reached: dict[tuple[int, int], courses.Reached],
    due_at: datetime | None,
    now: datetime,
) -> Row:
    squares = [_square(reached.get((learner.pk, step.id))) for step in work.steps]
    done = sum(square.level >= 3 for square in squares)
    return Row(learner, squares, due_at, due_at is not None and now > due_at and done < len(squares), done)


def _square(one: courses.Reached | None) -> Square:
    if one is None:
        return Square(0, 0.0)
    level = one.state if not one.is_done else (4 if one.share >= FULL else 3)
    return Square(level, one.share)
