"""All that other code may import of the judge."""

from .client import JudgeClient, JudgeLost, JudgeRefuses
from .loading import load_problem
from .model import (
    Checker,
    Group,
    Job,
    Limits,
    LineRule,
    Program,
    Report,
    Test,
    TestReport,
    Validator,
    Verdict,
)
from .package import Expectation, PackageError, Problem, Submission
from .verify import Row, verify_problem

__all__ = [
    "Checker",
    "Expectation",
    "Group",
    "Job",
    "JudgeClient",
    "JudgeLost",
    "JudgeRefuses",
    "Limits",
    "LineRule",
    "PackageError",
    "Problem",
    "Program",
    "Report",
    "Row",
    "Submission",
    "Test",
    "TestReport",
    "Validator",
    "Verdict",
    "load_problem",
    "verify_problem",
]
