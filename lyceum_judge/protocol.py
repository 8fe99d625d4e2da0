"""All that other code may import of the judge."""

from .client import JudgeClient, JudgeLost, JudgeRefuses
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

__all__ = [
    "Checker",
    "Group",
    "Job",
    "JudgeClient",
    "JudgeLost",
    "JudgeRefuses",
    "Limits",
    "LineRule",
    "Program",
    "Report",
    "Test",
    "TestReport",
    "Validator",
    "Verdict",
]
