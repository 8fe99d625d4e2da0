"""From a submission to its verdict, on a judge's machine."""

import logging
from dataclasses import replace
from functools import cache
from typing import Any

from lyceum.coding import packages
from lyceum.coding.models import Submission
from lyceum.coding.services import submissions
from lyceum_judge.protocol import Job, JudgeClient, JudgeLost, Test, Verdict

log = logging.getLogger(__name__)


@cache
def client() -> JudgeClient:
    """This process's judge; it starts when first asked and is started anew when it was lost."""
    return JudgeClient()


def judge(submission_uuid: str) -> None:
    """Judge one submission. A lost judge raises, so that the queue tries again; a program that loses it thrice is answered."""
    submission = submissions.begin_judging(submission_uuid)
    if submission is None:
        return
    try:
        report = client().judge(job_of(submission)).to_dict()
    except JudgeLost:
        if submission.tries < submissions.MAX_TRIES:
            raise
        log.exception("submission %s lost the judge %d times", submission_uuid, submission.tries)
        report = _judge_error()
    submissions.finish_judging(submission=submission, report=report)


def job_of(submission: Submission) -> Job:
    """What the judge is asked: the package's tests, or the learner's own input, or the samples for a mere run."""
    package = packages.load(submission.problem.package_hash)
    job = package.job(str(submission.uuid), submission.language, submission.source)
    if submission.kind != Submission.Kind.RUN:
        return job
    if submission.own_input:
        return replace(job, tests=(Test(id="own", input=submission.own_input),), groups=(), validator=None, mode="run")
    samples = tuple(test for test in package.tests if test.sample) or package.tests[:1]
    return replace(job, tests=samples, groups=())


def facts() -> dict[str, object]:
    """What this machine's judge says of itself, for the operator: whether it can grade, with what, and the remedy if not."""
    found = client().probe()
    if not found["can_grade"]:
        log.error("this judge refuses to grade: %s", found["remedy"])
    return dict(found)


def _judge_error() -> dict[str, Any]:
    return {"verdict": str(Verdict.JUDGE_ERROR), "score": 0, "max_score": 0, "tests": [], "compile_output": ""}
