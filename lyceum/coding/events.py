from dataclasses import dataclass

from lyceum.kit.events import Event


@dataclass(frozen=True)
class SubmissionJudged(Event):
    """A submission (not a mere run) has its verdict; `score` is a share from 0 to 1, `at` an ISO 8601 time."""

    wire_name = "lyceum.coding.submission_judged.v1"
    submission_uuid: str
    profile_id: int
    problem_id: int
    verdict: str
    score: float
    at: str
