import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F, Max, Prefetch, Q, QuerySet

from lyceum.coding.models import Draft, OpenedHint, Problem, ProblemText, Submission
from lyceum.coding.policies import listed_problems, visible_to
from lyceum.kit import languages
from lyceum.kit.models import WorkerLease
from lyceum.people.api import Actor

PAGE = 50


@dataclass(frozen=True)
class Standing:
    """Where a learner is with one problem."""

    draft: Draft | None = None
    opened_hints: frozenset[int] = frozenset()
    recent: list[Submission] = field(default_factory=list)

    @property
    def is_solved(self) -> bool:
        return any(row.is_accepted and row.kind == Submission.Kind.SUBMIT for row in self.recent)


def standing_of(actor: Actor, problem: Problem) -> Standing:
    """Draft, opened hints and the latest programs: three queries, none for somebody who has done nothing."""
    if actor.profile is None:
        return Standing()
    mine = {"profile": actor.profile, "problem": problem}
    return Standing(
        draft=Draft.objects.filter(**mine).first(),
        opened_hints=frozenset(OpenedHint.objects.filter(**mine).values_list("number", flat=True)),
        recent=list(Submission.objects.filter(**mine).defer("report").order_by("-created_at")[:10]),
    )


def submission_for(actor: Actor, submission_uuid: str) -> Submission | None:
    return visible_to(actor).select_related("problem").filter(uuid=submission_uuid).first()


def previous_of(submission: Submission) -> Submission | None:
    """The learner's program before this one."""
    earlier = Submission.objects.filter(profile_id=submission.profile_id, problem_id=submission.problem_id)
    return earlier.filter(created_at__lt=submission.created_at).order_by("-created_at").first()


def text_of(problem: Problem, wanted: str) -> ProblemText:
    """The problem's words in the wanted language, else in the best other one; the row tells which."""
    by_language = {text.language: text for text in problem.texts.all()}
    best = languages.best_of(list(by_language), wanted, problem.source_language)
    if best is None:
        raise ProblemText.DoesNotExist(problem.slug)
    return by_language[best]


def _titles(wanted: str) -> QuerySet[ProblemText]:
    """Titles in the wanted and the source language only, so that a list does not read six texts for each line."""
    either = Q(language=wanted) | Q(language=F("problem__source_language"))
    return ProblemText.objects.filter(either).only("problem_id", "language", "title")


@dataclass(frozen=True)
class Listed:
    problem: Problem
    text: ProblemText
    is_solved: bool
    is_tried: bool


def problem_list(actor: Actor, *, wanted: str, page: int, size: int = PAGE) -> tuple[list[Listed], bool]:
    """One page of problems with what the learner did of them, and whether more follow: three queries."""
    start = (page - 1) * size
    rows = list(listed_problems().prefetch_related(Prefetch("texts", _titles(wanted)))[start : start + size + 1])
    tried = _best_verdicts(actor, [row.pk for row in rows])
    listed = [
        Listed(row, text_of(row, wanted), is_solved=tried.get(row.pk, False), is_tried=row.pk in tried)
        for row in rows[:size]
    ]
    return listed, len(rows) > size


def _best_verdicts(actor: Actor, problem_ids: Iterable[int]) -> dict[int, bool]:
    mine = visible_to(actor).filter(problem_id__in=list(problem_ids), kind=Submission.Kind.SUBMIT)
    solved = Max("score", filter=Q(verdict="accepted"), default=-1.0)
    return {row["problem_id"]: row["best"] >= 0 for row in mine.values("problem_id").annotate(best=solved)}


def search(text: str, language: str, limit: int = 20) -> list[tuple[Problem, ProblemText]]:
    """Problems whose title holds the words, in the reader's language or any."""
    found = ProblemText.objects.select_related("problem").filter(problem__is_listed=True, title__icontains=text)
    by_problem: dict[int, ProblemText] = {}
    for row in found.order_by("problem__position")[: limit * 6]:
        if row.problem_id not in by_problem or row.language == language:
            by_problem[row.problem_id] = row
    return [(row.problem, row) for row in list(by_problem.values())[:limit]]


def problem_count() -> int:
    return listed_problems().count()


@dataclass(frozen=True)
class QueueState:
    waiting: int
    being_judged: int
    oldest: Submission | None


def queue_state() -> QueueState:
    """How long the judges' queue is, for the operator."""
    open_ones = Submission.objects.exclude(state=Submission.State.DONE)
    return QueueState(
        waiting=open_ones.filter(state=Submission.State.QUEUED).count(),
        being_judged=open_ones.filter(state=Submission.State.JUDGING).count(),
        oldest=open_ones.defer("source", "report").order_by("created_at").first(),
    )


@dataclass(frozen=True)
class ProgramResult:
    """One of a learner's programs, as lists show it."""

    uuid: uuid.UUID
    title: str
    title_language: str
    created_at: datetime
    is_accepted: bool
    is_done: bool
    verdict: str


def results_of(actor: Actor, *, wanted: str, limit: int = 50) -> list[ProgramResult]:
    """The learner's latest submissions: two queries."""
    mine = visible_to(actor).filter(kind=Submission.Kind.SUBMIT).select_related("problem").defer("source", "report")
    rows = mine.prefetch_related(Prefetch("problem__texts", _titles(wanted))).order_by("-created_at")[:limit]
    return [_result(row, text_of(row.problem, wanted)) for row in rows]


def _result(row: Submission, text: ProblemText) -> ProgramResult:
    verdict = row.verdict if row.is_done else row.state
    return ProgramResult(row.uuid, text.title, text.language, row.created_at, row.is_accepted, row.is_done, verdict)


def judge_facts() -> dict[str, object]:
    """What the judges last said of themselves: can they grade, with what, and the remedy if not."""
    lease = WorkerLease.objects.filter(queue="judge").exclude(facts={}).order_by("-seen_at").first()
    return dict(lease.facts) if lease else {}
