"""What a problem on disk turns into, and how a fault in it is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .model import Checker, Group, Job, Limits, Program, Test, Validator, Verdict

MESSAGES = {
    "missing": "{what} is missing",
    "unreadable": "the file cannot be read: {why}",
    "too_large": "the file is larger than {limit} bytes",
    "link": "a link leads out of the package",
    "yaml": "this is not YAML: {why}",
    "yaml_alias": "anchors and aliases are not allowed",
    "yaml_deep": "the nesting is deeper than {limit}",
    "yaml_twice": "{key} is given twice",
    "yaml_tag": "the tag {tag} is not allowed",
    "unknown_key": "{key} is not known here; known are: {known}",
    "wrong_type": "{key} must be {wanted}",
    "wrong_value": "{key} must be one of: {known}",
    "range": "{key} must be between {low} and {high}",
    "test_kind": "a test has exactly one of output, outputs, lines, or call with returns",
    "test_twice": "two tests are named {id}",
    "line_rule": "a line has exactly one of equals, contains, matches",
    "pattern": "the pattern is not a regular expression: {why}",
    "sample_order": "samples come before all other tests",
    "call_language": "only {known} can be tested by calls",
    "no_tests": "there are no tests",
    "no_answer": "{file} has no answer beside it",
    "unsupported": "{what} is not supported",
    "flags": "the validator flags cannot be read: {why}",
    "validator_count": "there must be exactly one output validator, and there are {count}",
    "no_program": "no program in a known language is here",
}


class PackageError(Exception):
    """A fault in a problem's files: where it is, and a message by key with its parameters, in English too."""

    def __init__(self, path: Path | str, line: int | None, message_key: str, /, **params: Any) -> None:
        self.path = str(path)
        self.line = line
        self.message_key = message_key
        self.params = params
        self.message = MESSAGES[message_key].format(**params)
        place = self.path if line is None else f"{self.path}:{line}"
        super().__init__(f"{place}: {self.message}")


@dataclass(frozen=True)
class Expectation:
    """What a submission must get: only `permitted` verdicts, at least one of `required`, a score in `score`.

    The verdicts are of tests, except that `whole` speaks of the one verdict of the submission.
    """

    permitted: frozenset[Verdict]
    required: frozenset[Verdict]
    score: tuple[float, float] | None = None
    whole: bool = False
    partial: bool = False


@dataclass(frozen=True)
class Submission:
    """A program that comes with a problem; `program` is None where its language is not known here."""

    path: str
    program: Program | None
    expected: Expectation


@dataclass(frozen=True)
class InputValidator:
    """A program that accepts (exit 42) only well-formed inputs."""

    path: str
    program: Program


@dataclass(frozen=True)
class Problem:
    """A problem, read. `time_given` is false where the package leaves the time limit to its submissions.

    `notes` are remarks in English on what was left aside. `whole_run` asks `verify` to run every test.
    """

    path: Path
    kind: str
    title: str
    languages: tuple[str, ...]
    limits: Limits
    checker: Checker
    tests: tuple[Test, ...]
    submissions: tuple[Submission, ...] = ()
    validator: Validator | None = None
    groups: tuple[Group, ...] = ()
    input_validators: tuple[InputValidator, ...] = ()
    input_flags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    invalid_inputs: Mapping[str, str] = field(default_factory=dict)
    included: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    starters: Mapping[str, str] = field(default_factory=dict)
    time_given: bool = True
    time_factor: float = 2
    whole_run: bool = True
    notes: tuple[str, ...] = ()

    def job(self, job_id: str, language: str, source: str, *, stop_early: bool = False) -> Job:
        """Return the job that grades a submission to this problem."""
        return Job(
            id=job_id,
            language=language,
            source=source,
            tests=self.tests,
            limits=self.limits,
            checker=self.checker,
            stop_early=stop_early,
            validator=self.validator,
            groups=self.groups,
            files=self.included.get(language, {}),
        )
