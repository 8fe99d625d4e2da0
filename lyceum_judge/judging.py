"""Takes a job through its stages: build, every test, the score."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from . import __version__
from .box import BoxLost
from .grading import Tally
from .languages import LANGUAGES, CompileError, Executable
from .model import Job, Report, Test, TestReport, Verdict
from .trial import bytes_of, run_test
from .validation import Referee, open_referee

Runner = Callable[[Test], TestReport]


def judge(job: Job) -> Report:
    """Grade a job. A box that dies costs one more attempt; then the verdict is a judge error, never the learner's."""
    try:
        return _judge(job)
    except BoxLost:
        try:
            return _judge(job)
        except BoxLost as lost:
            return Report(job.id, Verdict.JUDGE_ERROR, compile_output=str(lost), judge_version=__version__)


@cache
def language_version(name: str) -> str:
    """Return what a language's compiler calls itself."""
    return LANGUAGES[name].version()


def _judge(job: Job) -> Report:
    language = LANGUAGES.get(job.language)
    if language is None:
        return _early(job, Verdict.JUDGE_ERROR, f"there is no language {job.language!r} here")
    if any(test.call for test in job.tests) and not language.calls_functions:
        return _early(job, Verdict.JUDGE_ERROR, f"a function of {language.title} cannot be called by a test")
    try:
        executable = language.build(_files(job, language.main_file), job.limits)
    except CompileError as error:
        return _early(job, Verdict.COMPILE_ERROR, error.output, error.line)
    with executable, open_referee(job) as referee:
        if referee.broken:
            return _early(job, Verdict.JUDGE_ERROR, referee.broken)
        return _run(job, executable, referee)


def _files(job: Job, main_file: str) -> dict[str, bytes]:
    """Return the source and what stands beside it; nothing may take the source's own place."""
    beside = {name: bytes_of(text) for name, text in job.files.items() if name != main_file}
    return {main_file: bytes_of(job.source), **beside}


def _early(job: Job, verdict: Verdict, said: str, line: int | None = None) -> Report:
    try:
        version = language_version(job.language) if job.language in LANGUAGES else ""
    except BoxLost:
        version = ""
    return Report(job.id, verdict, 0, Tally(job).max_score(), (), said, __version__, version, line)


def _run(job: Job, executable: Executable, referee: Referee) -> Report:
    tally = Tally(job)
    for test in job.tests:
        if tally.skips(test):
            tally.add(test, TestReport(test.id, Verdict.SKIPPED))
        elif referee.judges:
            tally.add(test, referee.run(executable, test))
        else:
            tally.add(test, run_test(executable, test, job))
    return Report(
        job_id=job.id,
        verdict=tally.verdict(),
        score=tally.score(),
        max_score=tally.max_score(),
        tests=tuple(tally.reports),
        judge_version=__version__,
        language_version=language_version(job.language),
        group_scores=tally.group_scores(),
    )
