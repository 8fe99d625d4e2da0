"""How far many people are at once: for educators' tables. Who may look has been asked by the caller."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max

from lyceum.courses.models import Activity, Enrolment, Progress, QuizAttempt

Pair = tuple[int, int]


@dataclass(frozen=True)
class Reached:
    """What somebody came to in one activity; `state` is that of Progress, `share` the best one from 0 to 1."""

    state: int
    share: float
    done_at: datetime | None

    @property
    def is_done(self) -> bool:
        return self.state == Progress.State.DONE


def reached_by(people: Collection[int], activities: Collection[int]) -> dict[Pair, Reached]:
    """(profile, activity) → how far; who has not opened it is not in it. One query."""
    rows = Progress.objects.filter(profile__in=people, activity__in=activities)
    columns = rows.values_list("profile_id", "activity_id", "state", "best_score", "done_at")
    return {(who, what): Reached(state, share, at) for who, what, state, share, at in columns}


def tries_at_quizzes(people: Collection[int], activities: Collection[int]) -> dict[Pair, int]:
    """(profile, activity) → how many times a quiz was sent without passing. One query."""
    rows = QuizAttempt.objects.filter(profile__in=people, activity__in=activities, passed=False)
    counted = rows.values_list("profile_id", "activity_id").annotate(count=Count("pk"))
    return {(who, what): count for who, what, count in counted}


def problems_of(activities: Collection[int]) -> dict[int, int]:
    """Problem → activity, of those activities that are exercises. One query."""
    rows = Activity.objects.filter(pk__in=activities, problem__isnull=False).values_list("problem_id", "pk")
    return {problem: activity for problem, activity in rows if problem is not None}


def last_seen(people: Collection[int], courses: Collection[int]) -> dict[int, datetime]:
    """Profile → when they last did something in one of these courses. One query."""
    rows = Enrolment.objects.filter(profile__in=people, course__in=courses)
    return dict(rows.values_list("profile_id").annotate(at=Max("last_at")).values_list("profile_id", "at"))


def done_between(people: Collection[int], start: datetime, end: datetime) -> dict[int, int]:
    """Profile → how many steps they were done with in that time; who did none is not in it. One query."""
    rows = Progress.objects.filter(profile__in=people, done_at__gte=start, done_at__lt=end)
    return dict(rows.values_list("profile_id").annotate(count=Count("pk")).values_list("profile_id", "count"))
