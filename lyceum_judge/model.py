"""The words of the judge: what it is asked and what it answers, as plain values that survive JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Self


class Verdict(StrEnum):
    """Every verdict there is. `judge_error` is never the learner's fault."""

    ACCEPTED = "accepted"
    WRONG_ANSWER = "wrong_answer"
    PRESENTATION_ERROR = "presentation_error"
    TIME_LIMIT = "time_limit"
    MEMORY_LIMIT = "memory_limit"
    OUTPUT_LIMIT = "output_limit"
    RUN_TIME_ERROR = "run_time_error"
    COMPILE_ERROR = "compile_error"
    JUDGE_ERROR = "judge_error"
    RAN = "ran"
    SKIPPED = "skipped"


class _Plain:
    """Gives a dataclass its JSON form; a class with nested values overrides `from_dict`."""

    def to_dict(self) -> dict[str, Any]:
        """Promise values that `json.dumps` takes."""
        return asdict(self)  # type: ignore[call-overload, no-any-return]

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_dict` gave. Raises TypeError on an unknown or missing field."""
        return cls(**data)


@dataclass(frozen=True)
class Limits(_Plain):
    """CPU milliseconds, mebibytes of memory, kibibytes of output; each for one test."""

    time_ms: int = 2000
    memory_mb: int = 256
    output_kb: int = 256


@dataclass(frozen=True)
class Checker(_Plain):
    """How an output is compared.

    `float_tolerance` holds absolutely or relatively; the two finer ones replace it. With `by_line`
    (the short form's way) the same words on other lines are a presentation error; without it (the
    Kattis way) any white space separates. `strict_space` compares white space to the letter.
    """

    ignore_case: bool = False
    strict_space: bool = False
    float_tolerance: float | None = None
    float_absolute: float | None = None
    float_relative: float | None = None
    by_line: bool = True


@dataclass(frozen=True)
class LineRule(_Plain):
    """What one printed line must be: exactly one of the three is set; `matches` searches a regular expression."""

    equals: str | None = None
    contains: str | None = None
    matches: str | None = None


@dataclass(frozen=True)
class Test(_Plain):
    """One test: accepted `outputs`, rules for `lines`, or a `call` with `args` that `returns` a JSON value.

    `group` names the scoring group (a path such as `secret/small`). `flags` go to a custom validator, `argv`
    to the program. `checker` replaces the job's.
    """

    __test__ = False  # not a pytest class
    id: str
    input: str = ""
    outputs: tuple[str, ...] | None = None
    lines: tuple[LineRule, ...] | None = None
    call: str = ""
    args: tuple[Any, ...] = ()
    returns: Any = None
    hidden: bool = False
    sample: bool = False
    points: float = 1
    group: str = ""
    flags: tuple[str, ...] = ()
    argv: tuple[str, ...] = ()
    checker: Checker | None = None

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_dict` gave."""
        rules = data.get("lines")
        return cls(
            **{
                **data,
                "outputs": None if data.get("outputs") is None else tuple(data["outputs"]),
                "lines": None if rules is None else tuple(LineRule.from_dict(rule) for rule in rules),
                "args": tuple(data.get("args", ())),
                "flags": tuple(data.get("flags", ())),
                "argv": tuple(data.get("argv", ())),
                "checker": None if data.get("checker") is None else Checker.from_dict(data["checker"]),
            }
        )


@dataclass(frozen=True)
class Program(_Plain):
    """A program of a package's author: a language, and text by file name; the first file is the main one."""

    language: str
    files: Mapping[str, str]


@dataclass(frozen=True)
class Validator(_Plain):
    """A custom output validator by the Kattis rules: exit 42 accepts, 43 refuses, anything else is a judge error.

    `scores` lets it give a score; up to `passes` times it may ask for another run on an input of its own.
    """

    program: Program
    interactive: bool = False
    scores: bool = False
    passes: int = 1

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_dict` gave."""
        return cls(**{**data, "program": Program.from_dict(data["program"])})


@dataclass(frozen=True)
class Group(_Plain):
    """How a scoring group adds up.

    `aggregate` is sum, min, max, avg or pass. A `pass` group gives `accept_score` when all of it is
    accepted, else `reject_score`. `stop` skips the rest of the group at its first refusal.
    `accept_score` and `reject_score` are what a test in it gives; None leaves the test's own points.
    `requires` names groups that must be wholly accepted first.
    """

    name: str
    aggregate: str = "sum"
    stop: bool = False
    accept_score: float | None = None
    reject_score: float = 0
    requires: tuple[str, ...] = ()
    verdict: str = "first"
    ignore_sample: bool = False

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_dict` gave."""
        return cls(**{**data, "requires": tuple(data.get("requires", ()))})


@dataclass(frozen=True)
class Job(_Plain):
    """One submission to grade. `mode` "run" only runs it: no expected output is needed and the verdict is `ran`.

    `files` stand beside the source. Nothing here names a place on a disk: a job can be graded anywhere.
    """

    id: str
    language: str
    source: str
    tests: tuple[Test, ...]
    limits: Limits = Limits()
    checker: Checker = Checker()
    stop_early: bool = False
    mode: str = "grade"
    validator: Validator | None = None
    groups: tuple[Group, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_dict` gave."""
        validator = data.get("validator")
        return cls(
            **{
                **data,
                "tests": tuple(Test.from_dict(test) for test in data["tests"]),
                "limits": Limits.from_dict(data.get("limits", {})),
                "checker": Checker.from_dict(data.get("checker", {})),
                "validator": None if validator is None else Validator.from_dict(validator),
                "groups": tuple(Group.from_dict(group) for group in data.get("groups", ())),
            }
        )


@dataclass(frozen=True)
class TestReport(_Plain):
    """What one test showed. `output` and `expected_excerpt` are cut; `line` is a line of the learner's own source.

    `memory_kb` is the peak of resident memory. `score` is what the test gave towards its group.
    """

    __test__ = False  # not a pytest class
    id: str
    verdict: Verdict
    cpu_ms: int = 0
    wall_ms: int = 0
    memory_kb: int = 0
    output: str = ""
    expected_excerpt: str = ""
    message: str = ""
    line: int | None = None
    signal: int | None = None
    exit_code: int | None = None
    stderr: str = ""
    score: float = 0

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_dict` gave."""
        return cls(**{**data, "verdict": Verdict(data["verdict"])})


@dataclass(frozen=True)
class Report(_Plain):
    """The answer to a job. `line` is where a compile error stands in the learner's source, if it is known."""

    job_id: str
    verdict: Verdict
    score: float = 0
    max_score: float = 0
    tests: tuple[TestReport, ...] = ()
    compile_output: str = ""
    judge_version: str = ""
    language_version: str = ""
    line: int | None = None
    group_scores: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_dict` gave."""
        tests = tuple(TestReport.from_dict(test) for test in data.get("tests", ()))
        return cls(**{**data, "verdict": Verdict(data["verdict"]), "tests": tests})
