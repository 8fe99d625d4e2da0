"""What courses keeps of a person: enrolments, progress, answers to quizzes."""

from collections.abc import Iterable
from typing import Any

from lyceum.courses.models import Enrolment, ExamSitting, ExtraTime, Progress, QuizAttempt, SurveyAnswer
from lyceum.people.api import Profile


def export(profile: Profile) -> Iterable[tuple[str, Any]]:
    enrolments = Enrolment.objects.filter(profile=profile).order_by("pk")
    yield "enrolments.json", list(enrolments.values("course__slug", "enrolled_at", "last_at", "finished_at"))
    progress = Progress.objects.filter(profile=profile).order_by("pk")
    columns = ("activity__course__slug", "activity__key", "state", "best_score", "done_at", "updated_at")
    yield "progress.json", list(progress.values(*columns))
    attempts = QuizAttempt.objects.filter(profile=profile).order_by("pk")
    columns = (
        "activity__course__slug",
        "activity__key",
        "language",
        "answers",
        "score",
        "max_score",
        "passed",
        "submitted_at",
    )  # type: ignore[assignment]
    yield "quiz_attempts.json", list(attempts.values(*columns))
    sittings = ExamSitting.objects.filter(profile=profile).order_by("pk")
    columns = (
        "activity__course__slug",
        "activity__key",
        "language",
        "questions",
        "typed",
        "started_at",
        "ends_at",
        "handed_in_at",
        "ran_out",
        "score",
        "max_score",
        "passed",
    )  # type: ignore[assignment]
    yield "exams.json", list(sittings.values(*columns))
    answers = SurveyAnswer.objects.filter(profile=profile).order_by("pk")
    yield "surveys.json", list(answers.values("activity__course__slug", "activity__key", "answers", "sent_at"))
    extra = ExtraTime.objects.filter(profile=profile).order_by("pk")
    yield "extra_time.json", list(extra.values("activity__course__slug", "activity__key", "minutes", "given_at"))


def erase(profile: Profile) -> None:
    for model in (SurveyAnswer, ExtraTime, ExamSitting, QuizAttempt, Progress, Enrolment):
        model.objects.filter(profile=profile).delete()
