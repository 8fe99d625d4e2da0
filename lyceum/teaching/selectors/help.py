"""Who in a class needs help now, with reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lyceum.coding import api as coding
from lyceum.courses import api as courses
from lyceum.kit import clock
from lyceum.people.api import Profile, SchoolClass
from lyceum.teaching import helping
from lyceum.teaching.selectors.given import Work, extensions_of, given_for_class, learners_of, works_of

Pair = tuple[int, int]


@dataclass(frozen=True)
class InNeed:
    learner: Profile
    reasons: list[helping.Reason]


def in_need(school_class: SchoolClass, *, limit: int = 300) -> list[InNeed]:
    """Learners with at least one reason, the most pressing first: the same few queries for any class."""
    learners = list(learners_of(school_class)[:limit])
    works, people = works_of(given_for_class(school_class)), [one.pk for one in learners]
    steps = {step.id: step for work in works for step in work.steps}
    known = _Known(
        works=works,
        steps=steps,
        reached=courses.reached_by(people, list(steps)),
        tries=tries_of(people, list(steps)),
        own=extensions_of([work.given.pk for work in works], people),
        last=courses.last_seen(people, {work.given.course_id for work in works}),
    )
    now = clock.now()
    rows = [InNeed(one, helping.reasons(known.facts(one.pk), now)) for one in learners]
    return sorted((row for row in rows if row.reasons), key=lambda row: -helping.pressure(row.reasons))


def tries_of(people: Sequence[int], activities: Sequence[int]) -> dict[Pair, int]:
    """(profile, activity) → tries at quizzes and programs without success. Three queries."""
    problems = courses.problems_of(activities)
    programs = coding.tries_at_problems(people, list(problems))
    by_activity = {(who, problems[problem]): count for (who, problem), count in programs.items()}
    return courses.tries_at_quizzes(people, activities) | by_activity


@dataclass(frozen=True)
class _Known:
    works: Sequence[Work]
    steps: Mapping[int, courses.Step]
    reached: Mapping[Pair, courses.Reached]
    tries: Mapping[Pair, int]
    own: Mapping[Pair, datetime]
    last: Mapping[int, datetime]

    def facts(self, person: int) -> helping.Facts:
        tried = [
            helping.Tried(step.title, step.key, self.tries[person, pk])
            for pk, step in self.steps.items()
            if (person, pk) in self.tries and not self._is_done(person, pk)
        ]
        return helping.Facts(tried, [self._work(work, person) for work in self.works], self.last.get(person))

    def _is_done(self, person: int, activity: int) -> bool:
        one = self.reached.get((person, activity))
        return one is not None and one.is_done

    def _work(self, work: Work, person: int) -> tuple[str, datetime | None, bool, bool, float | None]:
        mine = [self.reached.get((person, pk)) for pk in work.activity_ids]
        done = bool(mine) and all(one is not None and one.is_done for one in mine)
        share = sum(one.share for one in mine if one) / len(mine) if mine else None
        due_at = self.own.get((work.given.pk, person), work.given.due_at)
        return work.title, due_at, any(one is not None for one in mine), done, share
