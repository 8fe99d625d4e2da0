"""Reads of courses, in the best language there is for the reader."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import and_
from typing import Any, Protocol, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.urls import reverse

from lyceum.courses.models import (
    Activity,
    ActivityText,
    ClosedSurvey,
    Course,
    CourseMedium,
    CourseText,
    Enrolment,
    ExamSitting,
    ExtraTime,
    Progress,
    QuizAttempt,
    SurveyAnswer,
)
from lyceum.courses.outline import Outline, Step, outline_of
from lyceum.courses.policies import can_see, people_to_give_time, visible_to
from lyceum.courses.quizzes.written import words
from lyceum.kit import languages
from lyceum.people.api import SYSTEM, Actor, Profile, SchoolClass


class HasLanguage(Protocol):
    language: str


T = TypeVar("T", bound=HasLanguage)


def best_text(texts: Iterable[T], wanted: str, source: str) -> T | None:
    """The text in the wanted language, else in the source language, else in another."""
    by_language = {text.language: text for text in texts}
    best = languages.best_of(list(by_language), wanted, source)
    return by_language[best] if best else None


@dataclass(frozen=True)
class ListedCourse:
    """A course on a list; `size` is what all its pages weigh, in bytes, `language` that of title and summary."""

    slug: str
    tile_id: str
    subject: str
    language: str
    title: str
    summary: str
    size: int
    hours: float
    languages: list[str]


def course_list(wanted: str, actor: Actor = SYSTEM) -> list[ListedCourse]:
    """All courses the actor may see: two queries."""
    courses = visible_to(actor).prefetch_related("texts")
    listed = [(course, best_text(course.texts.all(), wanted, course.source_language)) for course in courses]
    return [
        ListedCourse(
            course.slug, course.tile_id, course.subject, text.language, text.title, text.summary, text.size,
            course.hours, course.languages,
        )
        for course, text in listed
        if text is not None
    ]  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """Where a learner is in a course: their enrolment, and state and best score by activity."""

    outline: Outline
    enrolment: Enrolment | None = None
    states: dict[int, int] = field(default_factory=dict)
    scores: dict[int, float] = field(default_factory=dict)

    def is_done(self, step: Step) -> bool:
        return self.states.get(step.id) == Progress.State.DONE

    @property
    def done(self) -> int:
        """How many of the activities that count are done."""
        return sum(self.is_done(step) for step in self.outline.counting)

    @property
    def total(self) -> int:
        return len(self.outline.counting)

    @property
    def is_finished(self) -> bool:
        return self.total > 0 and self.done == self.total

    @property
    def share_left(self) -> float:
        """How much of the time that the course takes is still to come, from 0 to 1."""
        left = sum(step.minutes for step in self.outline.counting if not self.is_done(step))
        return left / max(1, sum(step.minutes for step in self.outline.counting))

    @property
    def next_step(self) -> Step | None:
        """Where to go on: what was open last if it is not done, else the first undone after it, else the first undone."""
        steps = self.outline.steps
        last = self.enrolment.last_activity_id if self.enrolment else None
        start = next((place for place, step in enumerate(steps) if step.id == last), 0)
        waiting = [step for step in [*steps[start:], *steps[:start]] if not self.is_done(step)]
        return next((step for step in waiting if not step.is_optional or step.id == last), None)


def standing_of(actor: Actor, outline: Outline) -> Standing:
    """Two queries for somebody with a profile, none for a visitor."""
    if actor.profile is None:
        return Standing(outline)
    enrolment = Enrolment.objects.filter(profile=actor.profile, course_id=outline.course_id).first()
    mine = Progress.objects.filter(profile=actor.profile, activity__course_id=outline.course_id)
    rows = list(mine.values_list("activity_id", "state", "best_score"))
    states, scores = {pk: state for pk, state, _ in rows}, {pk: score for pk, _, score in rows}
    return Standing(outline, enrolment, states, scores)


def course_for(actor: Actor, slug: str) -> Course | None:
    """The course of that name, None when there is none that the actor may see."""
    course = Course.objects.select_related("institution").filter(slug=slug).first()
    return course if course is not None and can_see(actor, course) else None


def activity_for(course: Course, key: str, wanted: str) -> tuple[Activity, ActivityText] | None:
    """An activity that is in the course now, with its words: one query."""
    texts = ActivityText.objects.filter(
        activity__course=course,
        activity__key=key,
        activity__retired_at=None,
        language__in={wanted, course.source_language},
    ).select_related("activity__problem", "activity__assignment", "activity__topic")
    text = best_text(texts, wanted, course.source_language)
    if text is None:
        return None
    text.activity.course = course
    return text.activity, text


def reach_of_medium(actor: Actor, file_name: str) -> str | None:
    """Who may keep a picture or sound of a course: "public" or "private" caches, None when the actor may not load it."""
    shown = CourseMedium.objects.filter(file_name=file_name)
    closed = shown.filter(course__audience=Course.Audience.INSTITUTION)
    if not closed.exists() or shown.exclude(pk__in=closed).exists():
        return "public"
    return "private" if shown.filter(course__in=visible_to(actor)).exists() else None


def attempts_at(actor: Actor, activity: Activity) -> list[QuizAttempt]:
    """The learner's attempts at a quiz, the latest first."""
    if actor.profile is None:
        return []
    mine = QuizAttempt.objects.filter(profile=actor.profile, activity=activity)
    return list(mine.order_by("-submitted_at", "-pk"))


def sittings_at(actor: Actor, activity: Activity) -> list[ExamSitting]:
    """The learner's sittings of an exam, the latest first."""
    if actor.profile is None:
        return []
    mine = ExamSitting.objects.filter(profile=actor.profile, activity=activity)
    return list(mine.order_by("-started_at", "-pk"))


@dataclass(frozen=True)
class Examinee:
    """Somebody whom the educator teaches, with their latest sitting and the minutes that they have more."""

    profile: Profile
    sitting: ExamSitting | None
    extra: int


@dataclass(frozen=True)
class Examinees:
    """A page of them; `page` knows whether there are others."""

    rows: list[Examinee]
    page: Page[Profile]


def examinees_of(actor: Actor, activity: Activity, number: int = 1, size: int = 50) -> Examinees:
    """A page of those to whom the actor may give time, by name: four queries, whatever their number."""
    people = Paginator(people_to_give_time(actor).order_by("name", "pk"), size).get_page(number)
    on_page = list(people)
    extra = dict(ExtraTime.objects.filter(activity=activity, profile__in=on_page).values_list("profile_id", "minutes"))
    sittings = ExamSitting.objects.filter(activity=activity, profile__in=on_page).order_by("started_at", "pk")
    latest = {sitting.profile_id: sitting for sitting in sittings.defer("typed")}
    rows = [Examinee(one, latest.get(one.pk), extra.get(one.pk, 0)) for one in on_page]
    return Examinees(rows, people)


def survey_answer_of(actor: Actor, activity: Activity) -> SurveyAnswer | None:
    return SurveyAnswer.objects.filter(profile=actor.profile, activity=activity).first() if actor.profile else None


def survey_answers_in(school_class: SchoolClass, activity: Activity) -> list[SurveyAnswer]:
    """What the learners of a class answered, by their names. Who may look has been asked by the caller."""
    learners = school_class.members.filter(part="learner", left_at=None).values("profile")
    rows = SurveyAnswer.objects.filter(activity=activity, profile__in=learners)
    return list(rows.select_related("profile").order_by("profile__name", "pk"))


def closed_in(school_class: SchoolClass, activity: Activity) -> ClosedSurvey | None:
    return ClosedSurvey.objects.filter(activity=activity, school_class=school_class).first()


def step_url(slug: str, key: str) -> str:
    return reverse("activity", args=[slug, key])


@dataclass(frozen=True)
class ContinuePoint:
    """One course that somebody takes, and the step at which they go on (its overview once all is done)."""

    tile_id: str
    subject: str
    course_title: str
    course_language: str
    course_url: str
    title: str
    language: str
    url: str
    minutes: int
    done: int
    total: int
    is_finished: bool


def continue_points(actor: Actor, wanted: str, limit: int = 12) -> list[ContinuePoint]:
    """What the learner takes, latest first: two queries, and those of an outline for each course not in the cache."""
    return [_continue_point(course, standing) for course, standing in _standings(actor, wanted, limit)]


def _standings(actor: Actor, wanted: str, limit: int) -> list[tuple[Course, Standing]]:
    if actor.profile is None:
        return []
    mine = Enrolment.objects.filter(profile=actor.profile).select_related("course").order_by("-last_at")
    enrolments = list(mine.filter(course__in=visible_to(actor))[:limit])
    rows = Progress.objects.filter(
        profile=actor.profile, activity__course__in=[enrolment.course_id for enrolment in enrolments]
    ).values_list("activity_id", "state", "best_score")
    states: dict[int, int] = {}
    scores: dict[int, float] = {}
    for activity_id, state, score in rows:
        states[activity_id], scores[activity_id] = state, score
    return [
        (enrolment.course, Standing(outline_of(enrolment.course, wanted), enrolment, states, scores))
        for enrolment in enrolments
    ]


def _continue_point(course: Course, standing: Standing) -> ContinuePoint:
    outline, step = standing.outline, standing.next_step
    course_url = reverse("course", args=[course.slug])
    return ContinuePoint(
        tile_id=course.tile_id,
        subject=course.subject,
        course_title=outline.title,
        course_language=outline.language,
        course_url=course_url,
        title=step.title if step else outline.title,
        language=step.language if step else outline.language,
        url=step_url(course.slug, step.key) if step else course_url,
        minutes=step.minutes if step else 0,
        done=standing.done,
        total=standing.total,
        is_finished=standing.is_finished,
    )


@dataclass(frozen=True)
class StepResult:
    """`score` is the best, a share from 0 to 1; `has_score` is false for what is not graded."""

    title: str
    language: str
    url: str
    is_done: bool
    has_score: bool
    score: float
    at: datetime


@dataclass(frozen=True)
class CourseResult:
    slug: str
    title: str
    language: str
    done: int
    total: int
    rows: list[StepResult]


def results_of(actor: Actor, wanted: str, limit: int = 50) -> list[CourseResult]:
    """What the learner did, course by course, in the order of the steps; what was only seen is left out."""
    tried = Progress.objects.filter(profile=actor.profile, state__gt=Progress.State.SEEN) if actor.profile else []
    times = {row.activity_id: row.done_at or row.updated_at for row in tried}
    found = []
    for course, standing in _standings(actor, wanted, limit):
        steps = [step for step in standing.outline.steps if step.id in times]
        rows = [_step_result(course, standing, step, times[step.id]) for step in steps]
        title, language = standing.outline.title, standing.outline.language
        found.append(CourseResult(course.slug, title, language, standing.done, standing.total, rows))
    return found


def _step_result(course: Course, standing: Standing, step: Step, at: datetime) -> StepResult:
    return StepResult(
        title=step.title,
        language=step.language,
        url=step_url(course.slug, step.key),
        is_done=standing.is_done(step),
        has_score=step.kind not in {Activity.Kind.READING, Activity.Kind.SURVEY, Activity.Kind.DISCUSSION},
        score=standing.scores.get(step.id, 0),
        at=at,
    )


@dataclass(frozen=True)
class Hit:
    """A course or a step that a search found."""

    tile_id: str
    subject: str
    language: str
    url: str
    title: str
    summary: str


def search(query: str, wanted: str, limit: int = 20, actor: Actor = SYSTEM) -> list[Hit]:
    """Courses, then steps, whose title or summary holds all the words in any language, shown in the reader's.

    Only of what the actor may see; without an actor, of what is open to everyone.
    """
    terms = words(query).split()[:8]
    if not terms:
        return []
    holds = reduce(and_, (Q(folded__contains=term) for term in terms))
    found = CourseText.objects.filter(holds).values("course")
    courses = visible_to(actor).filter(pk__in=found).prefetch_related("texts")[:limit]
    hits = [_course_hit(course, best_text(course.texts.all(), wanted, course.source_language)) for course in courses]
    return [hit for hit in hits if hit][:limit] + _step_hits(holds, wanted, limit - len(hits), actor)


def _course_hit(course: Course, text: CourseText | None) -> Hit | None:
    if text is None:
        return None
    url = reverse("course", args=[course.slug])
    return Hit(course.tile_id, course.subject, text.language, url, text.title, text.summary)


def _step_hits(holds: Q, wanted: str, limit: int, actor: Actor) -> list[Hit]:
    found = ActivityText.objects.filter(holds).values("activity")
    steps = Activity.objects.filter(pk__in=found, retired_at=None, course__in=visible_to(actor))
    listed = steps.select_related("course").order_by("course", "position")[: max(0, limit)]
    hits = []
    for step in listed:
        outline = outline_of(step.course, wanted)
        shown = outline.step(step.key)
        if shown is not None:
            url = step_url(step.course.slug, step.key)
            hits.append(Hit(step.course.tile_id, step.course.subject, shown.language, url, shown.title, outline.title))
    return hits


def pages_for_sitemap() -> list[tuple[str, dict[str, Any], datetime]]:
    """Every public page of courses as route, arguments and date of change: two queries."""
    pages: list[tuple[str, dict[str, Any], datetime]] = []
    for course in visible_to(SYSTEM):
        pages.append(("course", {"slug": course.slug}, course.updated_at))
    for slug, key, changed in Activity.objects.filter(retired_at=None, course__in=visible_to(SYSTEM)).values_list(
        "course__slug", "key", "course__updated_at"
    ):
        pages.append(("activity", {"slug": slug, "key": key}, changed))
    return pages
