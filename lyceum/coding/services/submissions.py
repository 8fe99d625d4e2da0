import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from lyceum.coding import tasks
from lyceum.coding.events import SubmissionJudged
from lyceum.coding.models import Draft, OpenedHint, Problem, Submission
from lyceum.kit import clock, events
from lyceum.people.api import Actor, Profile, require

MAX_SOURCE = 64 * 1024
MAX_INPUT = 64 * 1024
MAX_TRIES = 3
FORGOTTEN = timedelta(seconds=60)


class SourceTooLong(Exception):
    """A program is at most MAX_SOURCE bytes, its own input at most MAX_INPUT."""


class SourceNotText(Exception):
    """A program is text: it holds control characters, as a compiled file would."""


class SourceEmpty(Exception):
    """There is nothing to run."""


class LanguageNotOffered(Exception):
    """The problem does not take this language."""


class TooManySubmissions(Exception):
    """More programs in a minute than the installation allows."""


def submit(
    *, actor: Actor, problem: Problem, kind: str, language: str, source: str, once: uuid.UUID, own_input: str = ""
) -> Submission:
    """Accept a program for judging. When this returns it is on disk and queued; the same `once` gives the same row.

    All that only reads comes before the transaction: on SQLite a transaction is the one writer, and it is short.
    """
    require(actor.profile is not None)
    assert actor.profile is not None
    again = Submission.objects.filter(profile=actor.profile, once=once).first()
    if again is not None:
        return again
    source, own_input = source.replace("\r\n", "\n"), own_input.replace("\r\n", "\n")
    _check(problem, language, source, own_input)
    _check_pace(actor.profile)
    submission = Submission(
        profile=actor.profile,
        problem=problem,
        kind=kind,
        language=language,
        source=source,
        own_input=own_input,
        once=once,
    )
    try:
        with transaction.atomic():
            submission.save(force_insert=True)
            keep_draft(actor=actor, problem=problem, language=language, source=source)
            tasks.queue(submission)
    except IntegrityError:
        return Submission.objects.get(profile=actor.profile, once=once)
    return submission


def _check(problem: Problem, language: str, source: str, own_input: str) -> None:
    if not source.strip():
        raise SourceEmpty
    if len(source.encode()) > MAX_SOURCE or len(own_input.encode()) > MAX_INPUT:
        raise SourceTooLong
    if any(ord(letter) < 32 and letter not in "\n\t\r\f" for letter in source):
        raise SourceNotText
    if language not in problem.languages:
        raise LanguageNotOffered(language)


def _check_pace(profile: Profile) -> None:
    now, minute = clock.now(), timedelta(minutes=1)
    recent = Submission.objects.filter(profile=profile, created_at__range=(now - minute, now + minute)).count()
    if recent >= settings.SUBMISSIONS_PER_MINUTE:
        raise TooManySubmissions


def keep_draft(*, actor: Actor, problem: Problem, language: str, source: str) -> None:
    """Keep a half-written program. Texts that could not be submitted are cut to size rather than refused."""
    require(actor.profile is not None)
    text = source.replace("\r\n", "\n").replace("\0", "")[:MAX_SOURCE]
    draft = Draft(profile=actor.profile, problem=problem, language=language[:16], source=text, updated_at=clock.now())
    Draft.objects.bulk_create(
        [draft],
        update_conflicts=True,
        unique_fields=["profile", "problem"],
        update_fields=["language", "source", "updated_at"],
    )


def open_hint(*, actor: Actor, problem: Problem, number: int) -> None:
    """Note that hint `number` (from 0) was opened; opening it again changes nothing."""
    require(actor.profile is not None)
    OpenedHint.objects.get_or_create(profile=actor.profile, problem=problem, number=number)


def begin_judging(submission_uuid: str) -> Submission | None:
    """Take a submission for judging; None if it has its verdict. Counts the tries, so that none is tried for ever."""
    waiting = Submission.objects.filter(uuid=submission_uuid).exclude(state=Submission.State.DONE)
    if not waiting.update(state=Submission.State.JUDGING, tries=F("tries") + 1):
        return None
    return Submission.objects.select_related("problem").get(uuid=submission_uuid)


@transaction.atomic
def finish_judging(*, submission: Submission, report: dict[str, Any]) -> bool:
    """Write the verdict, once: a second judging of the same submission changes nothing. True if this one counted."""
    now = clock.now()
    counted = Submission.objects.filter(pk=submission.pk).exclude(state=Submission.State.DONE).update(
        state=Submission.State.DONE,
        verdict=report["verdict"],
        score=report["score"],
        max_score=report["max_score"],
        report=report,
        judged_at=now,
    )  # fmt: skip
    if counted and submission.kind == Submission.Kind.SUBMIT:
        share = report["score"] / report["max_score"] if report["max_score"] else 0.0
        events.announce(
            SubmissionJudged(
                submission_uuid=str(submission.uuid),
                profile_id=submission.profile_id,
                problem_id=submission.problem_id,
                verdict=report["verdict"],
                score=share,
                at=now.isoformat(),
            )
        )
    return bool(counted)


def queue_forgotten() -> int:
    """Send again what has waited long without a verdict: its task may have been lost between database and broker."""
    waiting = Submission.objects.exclude(state=Submission.State.DONE).filter(clock.apart("queued_at", FORGOTTEN))
    rows = list(waiting.order_by("queued_at")[:500])
    for submission in rows:
        with transaction.atomic():
            if waiting.filter(pk=submission.pk).update(queued_at=clock.now()):
                tasks.queue(submission)
    return len(rows)


@transaction.atomic
def merge_profiles(*, source_id: int, target_id: int) -> None:
    """Hand a guest's programs to the profile that it became; twice is harmless."""
    Submission.objects.filter(profile_id=source_id).update(profile_id=target_id)
    for model in (Draft, OpenedHint):
        for row in model.objects.filter(profile_id=source_id):
            key = {"number": row.number} if isinstance(row, OpenedHint) else {}
            if model.objects.filter(profile_id=target_id, problem=row.problem, **key).exists():
                row.delete()
            else:
                model.objects.filter(pk=row.pk).update(profile_id=target_id)
