from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from lyceum.kit import clock, languages
from lyceum.people.api import Actor, Profile, SchoolClass
from lyceum.works import rubric
from lyceum.works.due import due_for
from lyceum.works.models import Assignment, AssignmentText, HandIn, Mark, Review
from lyceum.works.policies import hand_ins_visible_to, markable_by


def text_of(assignment: Assignment, wanted: str) -> AssignmentText:
    """Its words in the wanted language, else in its own."""
    rows = {row.language: row for row in assignment.texts.filter(language__in={wanted, assignment.source_language})}
    return rows.get(wanted) or rows[assignment.source_language]


@dataclass(frozen=True)
class Criterion:
    """One line of the rubric with its words; `levels` are (points, words), lowest first."""

    id: str
    title: str
    levels: list[tuple[float, str]]

    @property
    def most(self) -> float:
        return max(points for points, _words in self.levels)


def criteria_of(assignment: Assignment, text: AssignmentText) -> list[Criterion]:
    rows = []
    for one in rubric.criteria(assignment.rules):
        words = text.rubric.get(one["id"], {})
        names = [*words.get("levels", []), *[""] * len(one["levels"])]
        levels = list(zip(one["levels"], names, strict=False))
        rows.append(Criterion(one["id"], words.get("title", one["id"]), levels))
    return rows


@dataclass(frozen=True)
class Standing:
    """Where a learner is with an assignment. `works` are newest first, replaced ones left out."""

    works: list[HandIn]
    due_at: datetime | None
    is_closed: bool
    is_taught: bool
    tries_left: int | None
    may_replace: bool

    @property
    def waiting(self) -> HandIn | None:
        return next((work for work in self.works if work.state == HandIn.State.WAITING), None)

    @property
    def can_hand_in(self) -> bool:
        if self.is_closed:
            return False
        return self.may_replace if self.waiting else self.tries_left is None or self.tries_left > 0


def standing_of(profile: Profile | None, assignment: Assignment) -> Standing:
    if profile is None:
        return Standing([], None, False, False, assignment.attempts or None, True)
    rows = HandIn.objects.filter(assignment=assignment, profile=profile).exclude(state=HandIn.State.REPLACED)
    works = list(rows.order_by("-handed_in_at").prefetch_related("files", "marks", "reviews"))
    due_at = due_for(profile, assignment)
    made = sum(work.state == HandIn.State.MARKED for work in works)
    under_review = any(work.state == HandIn.State.WAITING and work.reviews.all() for work in works)
    return Standing(
        works=works,
        due_at=due_at,
        is_closed=rubric.is_closed(assignment.rules, due_at, clock.now()),
        is_taught=profile.class_memberships.filter(part="learner", left_at=None).exists(),
        tries_left=max(0, assignment.attempts - made) if assignment.attempts else None,
        may_replace=not under_review,
    )


@dataclass(frozen=True)
class ToMark:
    """Works of one assignment that wait for the educator."""

    assignment: Assignment
    title: str
    waiting: int


def to_mark(actor: Actor, school_class: SchoolClass | None = None) -> list[ToMark]:
    """What waits for this educator, by assignment, the most first. Two queries."""
    waiting = markable_by(actor).filter(state=HandIn.State.WAITING)
    if school_class is not None:
        waiting = waiting.filter(profile__in=_learners(school_class))
    counts = dict(waiting.values_list("assignment").annotate(count=Count("pk")).values_list("assignment", "count"))
    titles = titles_of(counts)
    rows = [ToMark(assignment, titles[assignment.pk], counts[assignment.pk]) for assignment in _in_bulk(counts)]
    return sorted(rows, key=lambda row: (-row.waiting, row.title))


def _learners(school_class: SchoolClass) -> QuerySet[Profile]:
    return Profile.objects.filter(
        class_memberships__school_class=school_class,
        class_memberships__part="learner",
        class_memberships__left_at=None,
    )


def _in_bulk(ids: Mapping[int, int]) -> Sequence[Assignment]:
    return list(Assignment.objects.filter(pk__in=list(ids)))


def titles_of(ids: Mapping[int, Any] | Sequence[int]) -> dict[int, str]:
    """Assignment id → title in the language in force, else in the assignment's own."""
    wanted, titles = languages.current(), dict[int, tuple[bool, str]]()
    rows = AssignmentText.objects.filter(assignment__in=list(ids)).values_list(
        "assignment_id", "language", "title", "assignment__source_language"
    )
    for assignment, language, title, source in rows:
        if language == wanted or (language == source and not titles.get(assignment, (False,))[0]):
            titles[assignment] = (language == wanted, title)
    return {assignment: title for assignment, (_is_wanted, title) in titles.items()}


def works_to_mark(actor: Actor, assignment: Assignment) -> QuerySet[HandIn]:
    """This educator's works of one assignment: waiting ones first, the longest waiting before."""
    rows = markable_by(actor).filter(assignment=assignment).exclude(state=HandIn.State.REPLACED)
    newest_marks = Prefetch("marks", Mark.objects.select_related("marked_by"))
    far = Count("reviews", filter=Q(reviews__is_outlier=True))
    ordered = rows.annotate(far=far).order_by("-state", "handed_in_at")
    return ordered.select_related("profile").prefetch_related(newest_marks)


def next_to_mark(actor: Actor, done: HandIn) -> HandIn | None:
    waiting = works_to_mark(actor, done.assignment).filter(state=HandIn.State.WAITING)
    return waiting.exclude(pk=done.pk).first()


def hand_in_for(actor: Actor, uuid: Any) -> HandIn | None:
    """The work, if the actor may see it."""
    rows = hand_ins_visible_to(actor).filter(uuid=uuid).select_related("assignment", "profile")
    return rows.prefetch_related("files", "marks__marked_by", "reviews").first()


@dataclass(frozen=True)
class ReviewPart:
    """Where somebody is with reviewing: their own must be handed in first."""

    sent: int
    wanted: int
    is_open: bool


def review_part(profile: Profile | None, assignment: Assignment) -> ReviewPart | None:
    if profile is None or not assignment.is_peer_reviewed:
        return None
    own = HandIn.objects.filter(assignment=assignment, profile=profile).exclude(state=HandIn.State.REPLACED)
    sent = Review.objects.filter(
        reviewer=profile, hand_in__assignment=assignment, hand_in__is_sample=False, sent_at__isnull=False
    )
    return ReviewPart(sent.count(), assignment.reviews_wanted, own.exists())
