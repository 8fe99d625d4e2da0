"""Runs a program on one test and says the verdict."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from typing import Any

from .box import Outcome
from .checker import Finding, PatternTooSlow, check_lines, check_outputs, check_value
from .languages import Executable
from .model import Checker, Job, Limits, Test, TestReport, Verdict

EXCERPT = 2048
RUN_EXCERPT = 65536
_STDERR = 65536
_SIGXCPU = 24
_AGAIN = 2


def text_of(raw: bytes) -> str:
    """Return output as text, whatever bytes it is."""
    return raw.decode("utf-8", errors="replace")


def bytes_of(text: str) -> bytes:
    """Return a test's data as the bytes that it was read from."""
    return text.encode("utf-8", errors="surrogateescape")


def run_test(executable: Executable, test: Test, job: Job) -> TestReport:
    """Run one test and check its output."""
    return report(executable, test, job, measure(executable, test, job.limits))


def measure(executable: Executable, test: Test, limits: Limits) -> Outcome:
    """Run one test. A time that is just over the limit is measured again, and the best of three counts."""
    outcome = _attempt(executable, test, limits)
    for _ in range(_AGAIN):
        if not _close_call(outcome, limits):
            break
        outcome = min(outcome, _attempt(executable, test, limits), key=lambda one: one.cpu_ms)
    return outcome


def _close_call(outcome: Outcome, limits: Limits) -> bool:
    return not outcome.killed and not outcome.overflow and outcome.cpu_ms > limits.time_ms


def _attempt(executable: Executable, test: Test, limits: Limits) -> Outcome:
    cap = limits.output_kb * 1024
    if not test.call:
        caps = {"stdout": cap, "stderr": max(cap, _STDERR)}
        order = {**executable.order, "argv": [*executable.order["argv"], *test.argv]}
        return executable.box.run(order, stdin=bytes_of(test.input), caps=caps)
    order = {**executable.order, "call": test.call, "args": json.dumps(test.args)}
    nowhere = os.open(os.devnull, os.O_WRONLY | os.O_CLOEXEC)
    try:
        caps = {"stderr": max(cap, _STDERR), "result": cap}
        return executable.box.run(order, stdin=bytes_of(test.input), stdout=nowhere, caps=caps)
    finally:
        os.close(nowhere)


def limit_verdict(outcome: Outcome, limits: Limits) -> tuple[Verdict, str] | None:
    """Return the verdict of a run that met a limit, or None."""
    if outcome.overflow:
        return Verdict.OUTPUT_LIMIT, f"more than {limits.output_kb} KB were printed"
    if outcome.killed == "wall":
        return Verdict.TIME_LIMIT, "the program slept or waited for input that never came"
    if outcome.killed == "cpu" or outcome.cpu_ms > limits.time_ms or outcome.signal == _SIGXCPU:
        return Verdict.TIME_LIMIT, f"more than {limits.time_ms} ms of computing"
    if outcome.memory_kb > limits.memory_mb * 1024 and outcome.signal != 11:
        return Verdict.MEMORY_LIMIT, f"more than {limits.memory_mb} MB of memory"
    return None


def report(executable: Executable, test: Test, job: Job, outcome: Outcome) -> TestReport:
    """Turn the end of a run into a report, with its output checked."""
    base = TestReport(
        id=test.id,
        verdict=Verdict.RAN,
        cpu_ms=outcome.cpu_ms,
        wall_ms=outcome.wall_ms,
        memory_kb=outcome.memory_kb,
        output=text_of(outcome.stdout[: RUN_EXCERPT if job.mode == "run" else EXCERPT]),
        stderr=text_of(outcome.stderr[-EXCERPT:]),
        signal=outcome.signal,
        exit_code=outcome.exit_code,
    )
    met = limit_verdict(outcome, job.limits)
    if met is not None:
        return replace(base, verdict=met[0], message=met[1])
    if outcome.exit_code != 0:
        fault = executable.fault(outcome, job.limits)
        return replace(base, verdict=fault.verdict, message=fault.message, line=fault.line)
    if test.call:
        return _check_call(base, test, outcome, test.checker or job.checker)
    if job.mode == "run" or job.validator is not None:
        return base
    return _check_output(base, test, outcome, test.checker or job.checker)


def _check_output(base: TestReport, test: Test, outcome: Outcome, checker: Checker) -> TestReport:
    got = text_of(outcome.stdout)
    try:
        finding = _find(got, test, checker)
    except PatternTooSlow:
        finding = Finding(Verdict.JUDGE_ERROR, "the test's pattern takes too long")
    expected = "" if test.outputs is None else test.outputs[0][:EXCERPT]
    return replace(base, verdict=finding.verdict, message=finding.message, expected_excerpt=expected)


def _find(got: str, test: Test, checker: Checker) -> Finding:
    if test.lines is not None:
        return check_lines(got, test.lines, checker)
    return check_outputs(got, test.outputs or ("",), checker)


def _check_call(base: TestReport, test: Test, outcome: Outcome, checker: Checker) -> TestReport:
    expected = json.dumps(test.returns, ensure_ascii=False)
    shown = text_of(outcome.result)[1 : EXCERPT + 1]
    base = replace(base, output=shown, expected_excerpt=expected[:EXCERPT])
    if not outcome.result:
        return replace(base, verdict=Verdict.WRONG_ANSWER, message="the program ended before the function returned")
    if outcome.result[:1] != b"J":
        message = f"expected {expected}, got {shown}"
        return replace(base, verdict=Verdict.WRONG_ANSWER, message=message[:500])
    right = check_value(_value(outcome.result[1:]), json.loads(expected), checker)
    if right:
        return replace(base, verdict=Verdict.ACCEPTED)
    return replace(base, verdict=Verdict.WRONG_ANSWER, message=f"expected {expected}, got {shown}"[:500])


def _value(raw: bytes) -> Any:
    """Read what a function returned; what is not JSON equals nothing."""
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        return _Nothing()


class _Nothing:
    """A value that no test expects."""
