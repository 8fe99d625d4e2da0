"""Holds a problem against itself: its inputs against its validators, its submissions against what they must get."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from .client import JudgeClient
from .languages import LANGUAGES
from .model import Job, Limits, Report, Verdict
from .package import Expectation, Problem, Submission

_GENEROUS_MS = 20_000
_NAMED = (Verdict.ACCEPTED, Verdict.WRONG_ANSWER, Verdict.TIME_LIMIT, Verdict.RUN_TIME_ERROR)


@dataclass(frozen=True)
class Row:
    """One thing that was checked; `ok` is None for a remark that decides nothing."""

    what: str
    wanted: str
    got: str
    ok: bool | None
    cpu_ms: int = 0


Said = Callable[[Row], None]


def verify_problem(problem: Problem, client: JudgeClient, said: Said | None = None) -> list[Row]:
    """Check everything and return the table; `said` is called with each row as it comes.

    The problem holds if no row's `ok` is False. Raises JudgeLost and JudgeRefuses.
    """
    rows = []
    for row in _rows(problem, client):
        rows.append(row)
        if said is not None:
            said(row)
    return rows


def _rows(problem: Problem, client: JudgeClient) -> Iterator[Row]:
    yield from (Row(note, "", "", None) for note in problem.notes)
    yield from _inputs(problem, client)
    yield from _coverage(problem)
    limits, row = _limits(problem, client)
    if row is not None:
        yield row
    for submission in problem.submissions:
        yield _submission(problem, submission, limits, client)


def _inputs(problem: Problem, client: JudgeClient) -> Iterator[Row]:
    """Every input must pass every input validator; every invalid one must fail one."""
    invalid = list(problem.invalid_inputs.items())
    caught: set[str] = set()
    for validator in problem.input_validators:
        flagged = [(test.input, problem.input_flags.get(test.id, ())) for test in problem.tests]
        said = client.validate(validator.program, [*flagged, *((content, ()) for _name, content in invalid)])
        refused = [f"{test.id}: {words}" for test, words in zip(problem.tests, said, strict=False) if words]
        caught.update(name for (name, _content), words in zip(invalid, said[len(flagged) :], strict=True) if words)
        got = refused[0] if refused else f"{len(flagged)} inputs"
        yield Row(validator.path, "valid inputs", got, not refused)
    if problem.input_validators:
        for name, _content in invalid:
            yield Row(name, "refused", "refused" if name in caught else "let through", name in caught)


def _coverage(problem: Problem) -> Iterator[Row]:
    """A short-form problem brings a right program in each of its languages and a wrong one; a package, a right one."""
    right = {
        submission.program.language
        for submission in problem.submissions
        if submission.program and submission.expected.required == {Verdict.ACCEPTED}
    }
    wanted = problem.languages if problem.kind == "short" else ()
    for name in wanted:
        if name not in right and not (name == "cpp17" and "cpp" in right):
            yield Row("submissions/accepted", f"one in {LANGUAGES[name].title}", "none", False)
    if not right and not wanted:
        yield Row("submissions/accepted", "at least one", "none", False)
    wrong = any(submission.expected.required != {Verdict.ACCEPTED} for submission in problem.submissions)
    if problem.kind == "short" and not wrong:
        yield Row("submissions", "at least one wrong program", "none", False)


def _limits(problem: Problem, client: JudgeClient) -> tuple[Limits, Row | None]:
    """Return the limits; a time limit that is not given follows from the slowest accepted submission."""
    if problem.time_given:
        return problem.limits, None
    generous = replace(problem.limits, time_ms=_GENEROUS_MS)
    slowest = 0
    for submission in problem.submissions:
        if submission.program and submission.expected.required == {Verdict.ACCEPTED}:
            report = client.judge(_job(problem, submission, generous))
            slowest = max([slowest, *(test.cpu_ms for test in report.tests)])
    seconds = max(1, math.ceil(slowest * problem.time_factor / 1000))
    row = Row("time limit", f"{problem.time_factor:g} × the slowest accepted", f"{seconds} s", None, slowest)
    return replace(problem.limits, time_ms=seconds * 1000), row


def _job(problem: Problem, submission: Submission, limits: Limits) -> Job:
    assert submission.program is not None
    files = dict(submission.program.files)
    main = next(iter(files))
    job = problem.job(submission.path, submission.program.language, files.pop(main))
    return replace(job, limits=limits, files={**files, **job.files}, stop_early=not problem.whole_run)


def _submission(problem: Problem, submission: Submission, limits: Limits, client: JudgeClient) -> Row:
    wanted = _words(submission.expected)
    if submission.program is None:
        return Row(submission.path, wanted, "no language here fits, not run", None)
    report = client.judge(_job(problem, submission, limits))
    slowest = max([0, *(test.cpu_ms for test in report.tests)])
    return Row(submission.path, wanted, _got(report), meets(report, submission.expected), slowest)


def meets(report: Report, expected: Expectation) -> bool:
    """Say whether a report is what a submission must get."""
    seen = {test.verdict for test in report.tests} - {Verdict.SKIPPED}
    if expected.whole or not seen:
        seen = {report.verdict}
    if expected.partial and report.score >= report.max_score:
        return False
    if expected.score is not None and not expected.score[0] - 1e-9 <= report.score <= expected.score[1] + 1e-9:
        return False
    return seen <= expected.permitted and bool(seen & expected.required)


def _words(expected: Expectation) -> str:
    if expected.partial:
        return "less than the full score"
    named = [verdict for verdict in _NAMED if verdict in expected.required] or sorted(expected.required)
    words = " or ".join(named)
    if expected.score is None:
        return words
    low, high = expected.score
    return f"{words}, {low:g} points" if low == high else f"{words}, {low:g}–{high:g} points"


def _got(report: Report) -> str:
    text = str(report.verdict)
    bad = next((test for test in report.tests if test.verdict == report.verdict), None)
    if report.verdict is not Verdict.ACCEPTED and bad is not None:
        text += f" on {bad.id}" + (f" ({' '.join(bad.message.split())[:80]})" if bad.message else "")
    if report.verdict in (Verdict.COMPILE_ERROR, Verdict.JUDGE_ERROR) and report.compile_output:
        text += f" ({report.compile_output.splitlines()[0][:80]})"
    if report.max_score and report.score != report.max_score:
        text += f", {report.score:g} of {report.max_score:g}"
    return text
