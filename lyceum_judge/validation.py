"""Custom output validators and interactive problems: a second program, in a box of its own, is the referee."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from types import TracebackType
from typing import Any, Self

from . import trial
from .box import Outcome, drain
from .languages import LANGUAGES, CompileError, Executable
from .model import Job, Limits, Program, Test, TestReport, Verdict

ACCEPTS, REFUSES = 42, 43
_SIGPIPE = 13
VALIDATOR_LIMITS = Limits(time_ms=20_000, memory_mb=1024, output_kb=256)
_ROOM = 64 << 20
_FEEDBACK = "feedback"


def build_program(program: Program) -> Executable:
    """Build a package author's program in a box with room to write. Raises CompileError."""
    language = LANGUAGES.get(program.language)
    if language is None:
        raise CompileError(f"there is no language {program.language!r} here")
    files = {name: trial.bytes_of(text) for name, text in program.files.items()}
    return language.build(files, VALIDATOR_LIMITS, _ROOM)


class Referee:
    """A job's validator, ready to run; `judges` is false where the job has none."""

    def __init__(self, job: Job, executable: Executable | None, broken: str = "") -> None:
        self.job = job
        self.executable = executable
        self.broken = broken

    @property
    def judges(self) -> bool:
        """Say whether there is a validator to ask."""
        return self.executable is not None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        if self.executable is not None:
            self.executable.box.close()

    def run(self, submission: Executable, test: Test) -> TestReport:
        """Run a test and let the validator say the verdict."""
        report = self._pass(submission, test, first=True)
        for _ in range(self.job.validator.passes if self.job.validator else 1):
            again = None if report.verdict is not Verdict.ACCEPTED else self._next_input()
            if again is None:
                return report
            test = replace(test, input=trial.text_of(again))
            report = _slower(report, self._pass(submission, test, first=False))
        return replace(report, verdict=Verdict.JUDGE_ERROR, message="the validator asks for too many passes")

    def _pass(self, submission: Executable, test: Test, *, first: bool) -> TestReport:
        """Run the submission once and ask the validator."""
        if self.job.validator is not None and self.job.validator.interactive:
            return self._interact(submission, test, first=first)
        outcome = trial.measure(submission, test, self.job.limits)
        report = trial.report(submission, test, self.job, outcome)
        if report.verdict is not Verdict.RAN:
            return report
        return self._conclude(report, test, self._validate(test, outcome.stdout, first=first))

    def _next_input(self) -> bytes | None:
        """Return what a multi-pass validator wrote for the next pass."""
        if self.executable is None or self.job.validator is None or self.job.validator.passes == 1:
            return None
        return self.executable.box.take(f"{_FEEDBACK}/nextpass.in", 64 << 20)

    def _order(self, test: Test, *, first: bool) -> dict[str, Any]:
        """Return the order that runs the validator on a test; its files stay in place between passes."""
        assert self.executable is not None
        answer = test.outputs[0] if test.outputs else ""
        if not first:
            return {**self.executable.order, "argv": self._arguments(test), "remove": [f"{_FEEDBACK}/nextpass.in"]}
        return {
            **self.executable.order,
            "argv": self._arguments(test),
            "files": {
                "input": trial.bytes_of(test.input),
                "answer": trial.bytes_of(answer),
                f"{_FEEDBACK}/.keep": b"",
            },
        }

    def _arguments(self, test: Test) -> list[str]:
        assert self.executable is not None
        return [*self.executable.order["argv"], "input", "answer", f"{_FEEDBACK}/", *test.flags]

    def _validate(self, test: Test, output: bytes, *, first: bool) -> Outcome:
        assert self.executable is not None
        caps = {"stdout": 65536, "stderr": 65536}
        return self.executable.box.run(self._order(test, first=first), stdin=output, caps=caps)

    def _interact(self, submission: Executable, test: Test, *, first: bool) -> TestReport:
        """Cross the pipes of the two programs and let both run.

        Each end stays open here until its program has ended, so that neither learns of the other's
        end before the judge does, and who ended first is never in doubt.
        """
        assert self.executable is not None
        order = {**self._order(test, first=first), "wall_ns": submission.order["wall_ns"] + 2_000_000_000}
        to_team, from_team = os.pipe2(os.O_CLOEXEC), os.pipe2(os.O_CLOEXEC)
        try:
            referee = self.executable.box.start(order, from_team[0], to_team[1], {"stderr": 65536})
            referee.held += [from_team[0], to_team[1]]
            team = submission.box.start(submission.order, to_team[0], from_team[1], {"stderr": 65536})
            team.held += [to_team[0], from_team[1]]
        except BaseException:
            for fd in (*to_team, *from_team):
                os.close(fd)
            raise
        drain([referee, team])
        return self._decide(submission, test, team.outcome(), referee.outcome())

    def _decide(self, submission: Executable, test: Test, team: Outcome, referee: Outcome) -> TestReport:
        """Weigh the two ends.

        A validator that refuses before the submission has ended has the last word, whatever the
        submission does then. A submission that fails by itself has failed, whatever the validator
        makes of it.
        """
        report = trial.report(submission, test, self.job, team)
        refused = referee.exit_code == REFUSES and referee.ended_ns < team.ended_ns
        if report.verdict is not Verdict.RAN and not refused:
            return report
        if _spoke_to_nobody(referee):
            words = "the program ended in the middle of the dialogue"
            return replace(report, verdict=Verdict.WRONG_ANSWER, message=words)
        return self._conclude(report, test, referee)

    def _conclude(self, report: TestReport, test: Test, outcome: Outcome) -> TestReport:
        """Turn the validator's end into a verdict."""
        message = self._feedback("judgemessage.txt")
        if outcome.exit_code == REFUSES:
            return replace(report, verdict=Verdict.WRONG_ANSWER, message=message[:500])
        if outcome.exit_code != ACCEPTS:
            said = trial.text_of(outcome.stderr[-500:]) or f"exit {outcome.exit_code}, signal {outcome.signal}"
            return replace(report, verdict=Verdict.JUDGE_ERROR, message=f"the validator failed: {said}")
        return self._scored(replace(report, verdict=Verdict.ACCEPTED, message=message[:500]), test)

    def _scored(self, report: TestReport, test: Test) -> TestReport:
        if self.job.validator is None or not self.job.validator.scores:
            return report
        said = self._feedback("score.txt").strip()
        factor = self._feedback("score_multiplier.txt").strip()
        try:
            score = float(said) if said else test.points * float(factor or 1)
        except ValueError:
            return replace(report, verdict=Verdict.JUDGE_ERROR, message="the validator's score is no number")
        return replace(report, score=score)

    def _feedback(self, name: str) -> str:
        assert self.executable is not None
        raw = self.executable.box.take(f"{_FEEDBACK}/{name}", 65536)
        return "" if raw is None else trial.text_of(raw)


def _spoke_to_nobody(referee: Outcome) -> bool:
    """Say whether a validator failed because what it wrote had no reader any more."""
    return referee.signal == _SIGPIPE or (referee.exit_code == 1 and b"BrokenPipeError" in referee.stderr)


def _slower(before: TestReport, after: TestReport) -> TestReport:
    """Return the later report with the worst figures of both."""
    return replace(
        after,
        cpu_ms=max(before.cpu_ms, after.cpu_ms),
        wall_ms=before.wall_ms + after.wall_ms,
        memory_kb=max(before.memory_kb, after.memory_kb),
    )


def open_referee(job: Job) -> Referee:
    """Build a job's validator, if it has one; a validator that does not build is `broken`."""
    if job.validator is None or job.mode == "run":
        return Referee(job, None)
    try:
        return Referee(job, build_program(job.validator.program))
    except CompileError as error:
        return Referee(job, None, f"the validator does not compile: {error.output}"[:2000])


def validate_inputs(program: Program, inputs: Sequence[tuple[str, tuple[str, ...]]]) -> list[str]:
    """Run an input validator on each (input, flags); return "" for an accepted one, else what was said of it."""
    said = []
    with build_program(program) as executable:
        for content, flags in inputs:
            order = {**executable.order, "argv": [*executable.order["argv"], *flags], "files": {}}
            outcome = executable.box.run(order, stdin=trial.bytes_of(content), caps={"stdout": 65536, "stderr": 65536})
            words = trial.text_of(outcome.stderr or outcome.stdout).strip()[-300:]
            accepted = outcome.exit_code == ACCEPTS
            said.append("" if accepted else words or f"exit {outcome.exit_code}, signal {outcome.signal}")
    return said
