"""Compares what a program printed with what it should have printed."""

from __future__ import annotations

import math
import re
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

from .model import Checker, LineRule, Verdict

_PATTERN_SECONDS = 1.0
_SHOWN = 60


@dataclass(frozen=True)
class Finding:
    """A verdict on an output, and in one sentence where it first differs."""

    verdict: Verdict
    message: str = ""


class PatternTooSlow(Exception):
    """An author's regular expression did not come to an end."""


_RIGHT = Finding(Verdict.ACCEPTED)


def check_outputs(got: str, accepted: Sequence[str], checker: Checker) -> Finding:
    """Compare with each accepted output; the finding is about the closest verdict, the first output's if none fits."""
    findings = [_compare(got, one, checker) for one in accepted]
    for wanted in (Verdict.ACCEPTED, Verdict.PRESENTATION_ERROR):
        for finding in findings:
            if finding.verdict is wanted:
                return finding
    return findings[0]


def _compare(got: str, expected: str, checker: Checker) -> Finding:
    finding = _words(got, expected, checker)
    if finding.verdict is not Verdict.ACCEPTED:
        return finding
    if checker.strict_space and _spaces(got) != _spaces(expected):
        return Finding(Verdict.PRESENTATION_ERROR, "the words are right, the spaces or line ends are not")
    if checker.by_line and not checker.strict_space and _shape(got) != _shape(expected):
        return Finding(Verdict.PRESENTATION_ERROR, "the words are right, but they stand on other lines")
    return _RIGHT


def _words(got: str, expected: str, checker: Checker) -> Finding:
    """Compare word by word, whatever white space is between."""
    ours, theirs = expected.split(), got.split()
    for index, (want, have) in enumerate(zip(ours, theirs, strict=False)):
        if not _same_word(have, want, checker):
            place = f"line {_line_of(got, index)}" if checker.by_line else f"word {index + 1}"
            return Finding(Verdict.WRONG_ANSWER, f"{place}: expected {_cut(want)}, got {_cut(have)}")
    if len(theirs) < len(ours):
        what = "nothing was printed" if not theirs else f"the output stops before {_cut(ours[len(theirs)])}"
        return Finding(Verdict.WRONG_ANSWER, what)
    if len(theirs) > len(ours):
        return Finding(Verdict.WRONG_ANSWER, f"more is printed than expected: {_cut(theirs[len(ours)])}")
    return _RIGHT


def _same_word(have: str, want: str, checker: Checker) -> bool:
    if have == want or (checker.ignore_case and have.casefold() == want.casefold()):
        return True
    absolute = _first(checker.float_absolute, checker.float_tolerance)
    relative = _first(checker.float_relative, checker.float_tolerance)
    if absolute is None and relative is None:
        return False
    wanted, number = _number(want), _number(have)
    if wanted is None or number is None:
        return False
    return _close(number, wanted, absolute or 0, relative or 0)


def _first(finer: float | None, coarse: float | None) -> float | None:
    return coarse if finer is None else finer


def _close(have: float, want: float, absolute: float, relative: float) -> bool:
    if math.isnan(have) or math.isnan(want):
        return math.isnan(have) and math.isnan(want)
    if math.isinf(have) or math.isinf(want):
        return have == want
    gap = abs(have - want)
    return gap <= absolute or gap <= relative * abs(want)


_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,5})?|[+-]?(inf|infinity|nan)", re.IGNORECASE | re.ASCII)


def _number(word: str) -> float | None:
    return float(word) if _NUMBER.fullmatch(word) else None


def _spaces(text: str) -> list[str]:
    return re.split(r"\S+", text)


def _shape(text: str) -> list[int]:
    """Return how many words stand on each line that has any."""
    return [count for line in text.splitlines() if (count := len(line.split()))]


def _line_of(text: str, word: int) -> int:
    """Return the number of the line that holds a word."""
    seen = 0
    for number, line in enumerate(text.splitlines(), 1):
        seen += len(line.split())
        if seen > word:
            return number
    return 1


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def check_lines(got: str, rules: Sequence[LineRule], checker: Checker) -> Finding:
    """Hold each printed line to its rule; as many lines as rules. Raises PatternTooSlow."""
    lines = got.rstrip().splitlines()
    for number, (line, rule) in enumerate(zip(lines, rules, strict=False), 1):
        if not _keeps(line, rule, checker):
            return Finding(Verdict.WRONG_ANSWER, f"line {number}: {_wish(rule)}, got {_cut(line) or 'an empty line'}")
    if len(lines) != len(rules):
        return Finding(Verdict.WRONG_ANSWER, f"{len(rules)} lines are expected, {len(lines)} were printed")
    return _RIGHT


def _keeps(line: str, rule: LineRule, checker: Checker) -> bool:
    if rule.equals is not None:
        return _compare(line, rule.equals, checker).verdict is Verdict.ACCEPTED
    if rule.contains is not None:
        if checker.ignore_case:
            return rule.contains.casefold() in line.casefold()
        return rule.contains in line
    with _hurry():
        return re.search(rule.matches or "", line, re.IGNORECASE if checker.ignore_case else 0) is not None


def _wish(rule: LineRule) -> str:
    if rule.equals is not None:
        return f"expected {_cut(rule.equals)}"
    if rule.contains is not None:
        return f"expected {_cut(rule.contains)} somewhere in it"
    return f"expected something of the form {_cut(rule.matches or '')}"


@contextmanager
def _hurry() -> Iterator[None]:
    """Bound the time of a regular expression; the engine looks for signals as it goes. Main thread only."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise PatternTooSlow

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, _PATTERN_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def check_value(got: Any, expected: Any, checker: Checker) -> bool:
    """Compare two JSON values. Numbers agree within the tolerance (1e-9 if none is set); true is not 1."""
    if isinstance(expected, bool) or isinstance(got, bool) or expected is None or got is None:
        return got is expected
    if isinstance(expected, int | float) and isinstance(got, int | float):
        return _same_number(got, expected, checker)
    if isinstance(expected, str) and isinstance(got, str):
        return got == expected or (checker.ignore_case and got.casefold() == expected.casefold())
    if isinstance(expected, list) and isinstance(got, list):
        pairs = zip(got, expected, strict=False)
        return len(got) == len(expected) and all(check_value(one, other, checker) for one, other in pairs)
    if isinstance(expected, dict) and isinstance(got, dict):
        return got.keys() == expected.keys() and all(check_value(got[key], expected[key], checker) for key in got)
    return False


def _same_number(got: float, expected: float, checker: Checker) -> bool:
    if isinstance(got, int) and isinstance(expected, int) and checker.float_tolerance is None:
        return got == expected
    try:
        have, want = float(got), float(expected)
    except OverflowError:
        return got == expected
    absolute = _first(checker.float_absolute, checker.float_tolerance)
    relative = _first(checker.float_relative, checker.float_tolerance)
    if absolute is None and relative is None:
        absolute = relative = 1e-9
    return _close(have, want, absolute or 0, relative or 0)
