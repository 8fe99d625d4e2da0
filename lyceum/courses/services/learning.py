"""What learners do: enrol, open, try, finish. Progress only ever grows."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Greatest

from lyceum.courses.events import ActivityFinished, CourseFinished, Enrolled
from lyceum.courses.models import Activity, Course, Enrolment, Progress, QuizAttempt
from lyceum.courses.policies import can_see
from lyceum.kit import audit, clock, events
from lyceum.people.api import Actor, Profile, require

State = Progress.State


@transaction.atomic
def enrol(*, actor: Actor, course: Course) -> Enrolment:
    """Begin a course; beginning it again changes nothing."""
    profile = _learner(actor)
    require(can_see(actor, course))
    return _enrol(actor, profile, course)


def see(*, actor: Actor, activity: Activity) -> None:
    """Remember that the learner opened this, so that another device goes on here. No enrolment is made."""
    profile, now = _learner(actor), clock.now()
    _row(profile, activity, now)
    Enrolment.objects.filter(profile=profile, course_id=activity.course_id).update(last_activity=activity, last_at=now)


def lock(*, actor: Actor, activity: Activity) -> None:
    """Hold the learner's row of this activity until the transaction ends; it is made if need be."""
    profile = _learner(actor)
    _row(profile, activity, clock.now())
    Progress.objects.select_for_update().get(profile=profile, activity=activity)


@transaction.atomic
def attempt(*, actor: Actor, activity: Activity, score: float) -> None:
    """The learner tried; `score`, a share from 0 to 1, is kept if it is the best so far."""
    _advance(actor, activity, State.ATTEMPTED, score)


@transaction.atomic
def finish(*, actor: Actor, activity: Activity, score: float = 1.0) -> None:
    """The activity is done, once and for all; the course too, if it was the last that counts."""
    _advance(actor, activity, State.DONE, score)


def _learner(actor: Actor) -> Profile:
    require(actor.profile is not None)
    assert actor.profile is not None
    return actor.profile


def _enrol(actor: Actor, profile: Profile, course: Course) -> Enrolment:
    now = clock.now()
    enrolment, is_new = Enrolment.objects.get_or_create(
        profile=profile, course=course, defaults={"enrolled_at": now, "last_at": now}
    )
    if is_new:
        audit.record(actor, "courses.enrol", course)
        events.announce(Enrolled(profile.pk, course.pk, now.isoformat()))
    return enrolment


def _row(profile: Profile, activity: Activity, now: datetime) -> None:
    row = Progress(profile=profile, activity=activity, updated_at=now)
    Progress.objects.bulk_create([row], ignore_conflicts=True)


def _advance(actor: Actor, activity: Activity, state: int, score: float) -> None:
    profile, now = _learner(actor), clock.now()
    course = activity.course
    _enrol(actor, profile, course)
    _row(profile, activity, now)
    mine = Progress.objects.filter(profile=profile, activity=activity)
    best = Greatest("best_score", min(1.0, max(0.0, score)))
    # The database compares, so that two devices at once cannot set each other back.
    mine.update(best_score=best, state=Greatest("state", min(state, State.ATTEMPTED)), updated_at=now)
    is_first = state == State.DONE and mine.filter(state__lt=State.DONE).update(state=State.DONE, done_at=now) == 1
    Enrolment.objects.filter(profile=profile, course=course).update(last_activity=activity, last_at=now)
    if is_first:
        events.announce(ActivityFinished(profile.pk, course.pk, activity.pk, score, now.isoformat()))
        finish_course_if_complete(actor, profile, course)


def finish_course_if_complete(actor: Actor, profile: Profile, course: Course) -> None:
    done = Progress.objects.filter(activity=OuterRef("pk"), profile=profile, state=State.DONE)
    counting = Activity.objects.filter(course=course, retired_at=None, is_optional=False)
    if counting.filter(~Exists(done)).exists():
        return
    now = clock.now()
    if Enrolment.objects.filter(profile=profile, course=course, finished_at=None).update(finished_at=now):
        audit.record(actor, "courses.finish", course)
        events.announce(CourseFinished(profile.pk, course.pk, now.isoformat()))


@transaction.atomic
def merge_profiles(*, source_id: int, target_id: int) -> None:
    """Hand all that one profile did to another, the better of two each time; a second call finds nothing to do."""
    target = Profile.objects.get(pk=target_id)
    actor = Actor(target.account, target)
    enrolments = list(Enrolment.objects.filter(profile_id=source_id).select_related("course"))
    for enrolment in enrolments:
        _merge_enrolment(enrolment, target)
    for progress in Progress.objects.filter(profile_id=source_id):
        _merge_progress(progress, target)
    mine = QuizAttempt.objects.filter(profile=target).values("once")
    QuizAttempt.objects.filter(profile_id=source_id).exclude(once__in=mine).update(profile=target)
    for model in (QuizAttempt, Progress, Enrolment):
        model.objects.filter(profile_id=source_id).delete()
    for enrolment in enrolments:
        finish_course_if_complete(actor, target, enrolment.course)


def _merge_enrolment(source: Enrolment, target: Profile) -> None:
    row, is_new = Enrolment.objects.select_for_update().get_or_create(
        profile=target,
        course=source.course,
        defaults={
            "enrolled_at": source.enrolled_at,
            "last_activity_id": source.last_activity_id,
            "last_at": source.last_at,
            "finished_at": source.finished_at,
        },
    )
    if is_new:
        return
    if source.last_at > row.last_at:
        row.last_activity_id, row.last_at = source.last_activity_id, source.last_at
    row.enrolled_at = min(row.enrolled_at, source.enrolled_at)
    row.finished_at = min((at for at in (row.finished_at, source.finished_at) if at), default=None)
    row.save()


def _merge_progress(source: Progress, target: Profile) -> None:
    row = Progress(profile=target, activity_id=source.activity_id, updated_at=source.updated_at)
    Progress.objects.bulk_create([row], ignore_conflicts=True)
    mine = Progress.objects.filter(profile=target, activity_id=source.activity_id)
    mine.update(
        state=Greatest("state", source.state),
        best_score=Greatest("best_score", source.best_score),
        updated_at=Greatest("updated_at", source.updated_at),
    )
    if source.done_at is not None:
        mine.filter(done_at=None).update(done_at=source.done_at)
