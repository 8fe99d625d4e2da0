"""Sitting an exam: begin, save, hand in, and be handed in when time is over. A sitting's row is locked for each."""

import secrets
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from lyceum.courses.models import Activity, ActivityText, ExamSitting, ExtraTime
from lyceum.courses.policies import can_give_time, can_see
from lyceum.courses.quizzes.base import Posted
from lyceum.courses.quizzes.exam import Exam, draw, merged
from lyceum.courses.selectors import best_text
from lyceum.courses.services import learning
from lyceum.courses.services.attempts import NoAttemptsLeft
from lyceum.kit import audit, clock
from lyceum.people.api import Actor, Profile, require

#: What was sent in the last moment over a slow line is taken this much later.
GRACE = timedelta(seconds=30)
#: Servers' clocks may differ by so much without anybody having set one back.
SKEW = timedelta(seconds=5)
MAX_EXTRA = 1440


class TimeIsOver(Exception):
    """The sitting takes no answers any more; what was saved before counts."""


class ExamNotTaken(Exception):
    """There is no sitting that could take the answers: nobody pressed start."""


@transaction.atomic
def start_exam(*, actor: Actor, activity: Activity, text: ActivityText, once: uuid.UUID) -> ExamSitting:
    """Begin a sitting; one that runs already goes on, on any device. Raises NoAttemptsLeft."""
    require(actor.profile is not None and can_see(actor, activity.course))
    assert actor.profile is not None
    # Two tabs cannot both begin, and nobody gets more time unnoticed meanwhile.
    Profile.objects.select_for_update().get(pk=actor.profile.pk)
    mine = ExamSitting.objects.filter(profile=actor.profile, activity=activity)
    there = mine.filter(once=once).first() or mine.filter(handed_in_at=None).first()
    if there is not None:
        return there
    attempts = activity.data.get("attempts", 1)
    if attempts and mine.count() >= attempts:
        raise NoAttemptsLeft
    now, seed = clock.now(), secrets.randbits(53)
    length = timedelta(minutes=activity.data["minutes_allowed"] + extra_minutes(actor.profile, activity))
    sitting = ExamSitting.objects.create(
        profile=actor.profile, activity=activity, once=once, seed=seed, questions=draw(activity.data, seed),
        language=text.language, started_at=now, ends_at=now + length, seen_at=now,
    )  # fmt: skip
    learning.attempt(actor=actor, activity=activity, score=0)
    audit.record(actor, "courses.start_exam", sitting)
    return sitting


def extra_minutes(profile: Profile, activity: Activity) -> int:
    rows = ExtraTime.objects.filter(profile=profile, activity=activity)
    return rows.values_list("minutes", flat=True).first() or 0


@transaction.atomic
def save_answers(
    *, actor: Actor, activity: Activity, text: ActivityText, posted: Posted, shown: Mapping[str, str]
) -> ExamSitting:
    """Keep what a form changed. Raises TimeIsOver, ExamNotTaken."""
    sitting = _mine_running(actor, activity)
    if sitting is None:
        raise ExamNotTaken
    if sitting.handed_in_at is not None or _is_over(sitting):
        raise TimeIsOver
    _take(sitting, activity, text, posted, shown)
    return sitting


@transaction.atomic
def hand_in_exam(
    *, actor: Actor, activity: Activity, text: ActivityText, posted: Posted, shown: Mapping[str, str]
) -> ExamSitting:
    """Hand in what is saved and what this form changed; once handed in, it stays so. Raises ExamNotTaken.

    A form that comes after the end hands in what was saved before.
    """
    sitting = _mine_running(actor, activity)
    if sitting is None:
        raise ExamNotTaken
    if sitting.handed_in_at is None:
        is_over = _is_over(sitting)
        if not is_over:
            _take(sitting, activity, text, posted, shown)
        _close(sitting, actor, ran_out=is_over)
    return sitting


@transaction.atomic
def look_at(*, sitting: ExamSitting) -> ExamSitting:
    """The sitting as it stands now: one whose time is over is handed in with what was saved."""
    sitting = _locked(sitting.pk)
    if sitting.handed_in_at is None and _is_over(sitting):
        _close(sitting, _learner(sitting), ran_out=True)
    return sitting


def close_overdue() -> int:
    """Hand in what nobody came back to; how many there were."""
    late = ExamSitting.objects.filter(handed_in_at=None, ends_at__lt=clock.now() - GRACE)
    return sum(_close_one(pk) for pk in list(late.order_by("ends_at").values_list("pk", flat=True)[:500]))


@transaction.atomic
def _close_one(pk: int) -> bool:
    sitting = ExamSitting.objects.select_for_update(of=("self",)).filter(pk=pk, handed_in_at=None).first()
    # Meanwhile it was handed in, or somebody got more time.
    if sitting is None or not _is_over(sitting):
        return False
    _close(sitting, _learner(sitting), ran_out=True)
    return True


@transaction.atomic
def give_extra_time(*, actor: Actor, profile: Profile, activity: Activity, minutes: int) -> ExtraTime:
    """Set how many minutes somebody has beyond the exam's own time; a sitting that runs gets longer at once.

    Nobody loses time that they have been told of: a sitting that runs is never made shorter.
    """
    require(can_give_time(actor, profile) and can_see(actor, activity.course))
    values = {"minutes": max(0, min(MAX_EXTRA, minutes)), "given_by": actor.profile, "given_at": clock.now()}
    # The same lock as for beginning: a sitting that begins right now is either seen here, or sees this.
    Profile.objects.select_for_update().get(pk=profile.pk)
    row, _is_new = ExtraTime.objects.update_or_create(profile=profile, activity=activity, defaults=values)
    running = ExamSitting.objects.select_for_update(of=("self",)).filter(profile=profile, activity=activity)
    for sitting in running.filter(handed_in_at=None):
        length = timedelta(minutes=activity.data["minutes_allowed"] + row.minutes)
        sitting.ends_at = max(sitting.ends_at, sitting.started_at + length)
        sitting.save(update_fields=["ends_at"])
    audit.record(actor, "courses.give_extra_time", activity, minutes=row.minutes, profile=profile.pk)
    return row


@transaction.atomic
def merge_sittings(*, source_id: int, target_id: int) -> None:
    """Hand a guest's sittings to the account that signed in; where both run one, the guest's is handed in as it is."""
    target_runs = ExamSitting.objects.filter(profile_id=target_id, handed_in_at=None).values("activity")
    clashing = ExamSitting.objects.select_for_update(of=("self",)).filter(profile_id=source_id, handed_in_at=None)
    for sitting in clashing.filter(activity__in=target_runs):
        _close(sitting, _learner(sitting), ran_out=False)
    mine = ExamSitting.objects.filter(profile_id=target_id).values("once")
    ExamSitting.objects.filter(profile_id=source_id).exclude(once__in=mine).update(profile_id=target_id)
    ExamSitting.objects.filter(profile_id=source_id).delete()


def _learner(sitting: ExamSitting) -> Actor:
    return Actor(sitting.profile.account, sitting.profile)


def _mine_running(actor: Actor, activity: Activity) -> ExamSitting | None:
    """The actor's latest sitting, locked, whether it runs or not."""
    if actor.profile is None:
        return None
    mine = ExamSitting.objects.select_for_update(of=("self",)).filter(profile=actor.profile, activity=activity)
    sitting = mine.order_by("-started_at", "-pk").first()
    if sitting is not None:
        _keep_clock_honest(sitting)
    return sitting


def _locked(pk: int) -> ExamSitting:
    sitting = ExamSitting.objects.select_for_update(of=("self",)).select_related("activity__course").get(pk=pk)
    _keep_clock_honest(sitting)
    return sitting


def _keep_clock_honest(sitting: ExamSitting) -> None:
    """Remember the time; if it is earlier than before, the clock was set back and the sitting goes back with it."""
    if sitting.handed_in_at is not None:
        return
    now = clock.now()
    back = sitting.seen_at - now
    if back > SKEW:
        sitting.started_at -= back
        sitting.ends_at -= back
    sitting.seen_at = now if back > SKEW else max(now, sitting.seen_at)
    sitting.save(update_fields=["started_at", "ends_at", "seen_at"])


def _is_over(sitting: ExamSitting) -> bool:
    return clock.now() > sitting.ends_at + GRACE


def exam_of(sitting: ExamSitting, text: ActivityText) -> Exam:
    return Exam(sitting.activity.data, text.data, text.language, sitting.questions)


def _take(
    sitting: ExamSitting, activity: Activity, text: ActivityText, posted: Posted, shown: Mapping[str, str]
) -> None:
    exam = Exam(activity.data, text.data, text.language, sitting.questions)
    sitting.typed = merged(sitting.typed, exam.of_form(posted), shown)
    sitting.language, sitting.saved_at = text.language, clock.now()
    sitting.save(update_fields=["typed", "language", "saved_at"])


def _close(sitting: ExamSitting, actor: Actor, *, ran_out: bool) -> None:
    """Grade what is saved, in the language in which it was typed. The row is locked by the caller."""
    activity = sitting.activity
    text = best_text(activity.texts.all(), sitting.language, activity.course.source_language)
    assert text is not None, "an activity has a text in its source language"
    exam = exam_of(sitting, text)
    result = exam.grade(exam.reading(sitting.typed).answers)
    now: datetime = clock.now()
    sitting.handed_in_at = min(now, sitting.ends_at) if ran_out else now
    sitting.ran_out = ran_out
    # A new version of the course may have left nothing of what was drawn.
    sitting.passed = result.passed and result.max > 0
    sitting.score, sitting.max_score = result.score, result.max
    sitting.save()
    audit.record(actor, "courses.hand_in_exam", sitting, ran_out=ran_out)
    record = learning.finish if sitting.passed else learning.attempt
    record(actor=actor, activity=activity, score=result.share if result.max else 0.0)
