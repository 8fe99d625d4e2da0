"""Attempts at quizzes."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from lyceum.courses.models import Activity, ActivityText, QuizAttempt
from lyceum.courses.quizzes import Quiz
from lyceum.courses.services import learning
from lyceum.kit import clock
from lyceum.people.api import Actor, require


class NoAttemptsLeft(Exception):
    """All attempts that the quiz allows were made; what was sent was not graded."""


def seed_of(once: uuid.UUID) -> int:
    """The order of questions and options follows from the form's key, so that showing a form stores nothing."""
    return once.int % 2**53


@transaction.atomic
def submit_attempt(
    *,
    actor: Actor,
    activity: Activity,
    text: ActivityText,
    answers: Mapping[str, Any],
    once: uuid.UUID,
    started_at: datetime,
) -> QuizAttempt:
    """Grade and keep an attempt; the same form sent again gives the same attempt. Raises NoAttemptsLeft."""
    require(actor.profile is not None)
    again = QuizAttempt.objects.filter(profile=actor.profile, activity=activity, once=once).first()
    if again is not None:
        return again
    quiz = Quiz(activity.data, text.data, text.language)
    # Two tabs cannot both use the last attempt.
    learning.lock(actor=actor, activity=activity)
    if quiz.attempts and _made(actor, activity) >= quiz.attempts:
        raise NoAttemptsLeft
    result, now = quiz.grade(answers), clock.now()
    row, is_new = QuizAttempt.objects.get_or_create(
        profile=actor.profile,
        once=once,
        defaults={
            "activity": activity,
            "seed": seed_of(once),
            "language": text.language,
            "answers": dict(answers),
            "score": result.score,
            "max_score": result.max,
            "passed": result.passed,
            "started_at": min(started_at, now),
            "submitted_at": now,
        },
    )
    if is_new:
        record = learning.finish if result.passed else learning.attempt
        record(actor=actor, activity=activity, score=result.share)
    return row


def _made(actor: Actor, activity: Activity) -> int:
    return QuizAttempt.objects.filter(profile=actor.profile, activity=activity).count()
