"""Background work of coding. The same task runs on the embedded queue and on a broker."""

from lyceum.coding.models import Submission
from lyceum.kit.tasks import task

RUNS_FIRST = 10


@task(queue_name="judge")
def judge_submission(submission_uuid: str) -> None:
    from lyceum.coding import judging  # only a judge process loads the judge

    judging.judge(submission_uuid)


def queue(submission: Submission) -> None:
    """Put a submission in the judges' queue; somebody waits at the screen for a run, so it goes first."""
    priority = RUNS_FIRST if submission.kind == Submission.Kind.RUN else 0
    judge_submission.using(priority=priority).enqueue(str(submission.uuid))


def judge_facts() -> dict[str, object]:
    from lyceum.coding import judging

    return judging.facts()
