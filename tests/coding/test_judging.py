"""From the queue to the verdict, with the real judge; what is accepted is judged, once, whatever dies."""

import uuid
from datetime import timedelta

import pytest
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from lyceum.coding import judging
from lyceum.coding.models import Submission
from lyceum.coding.services import submissions
from lyceum.kit import clock
from lyceum.kit.tasks.worker import LeasedWorker
from lyceum.people.api import Actor
from lyceum.people.models import Profile
from lyceum_judge.protocol import JudgeLost
from tests.coding.problems import RIGHT, RIGHT_CPP, WRONG, make_problem

pytestmark = [pytest.mark.django_db, pytest.mark.judge]


def send(
    learner: Profile, source: str, language: str = "python", kind: str = "submit", own_input: str = ""
) -> Submission:
    return submissions.submit(
        actor=Actor(learner.account, learner),
        problem=make_problem(),
        kind=kind,
        language=language,
        source=source,
        once=uuid.uuid4(),
        own_input=own_input,
    )


def work_off() -> None:
    worker = LeasedWorker("judge")
    while (row := worker._claim()) is not None:
        worker.run_task(row)


@pytest.mark.parametrize(
    ("language", "source", "verdict", "score"),
    [
        ("python", RIGHT, "accepted", 3),
        ("python", WRONG, "wrong_answer", 2),
        ("python", "print(1", "compile_error", 0),
        ("python", "a = input()\nprint(a + 1)\n", "run_time_error", 0),
        ("cpp", RIGHT_CPP, "accepted", 3),
        ("cpp", "int main() { return x; }", "compile_error", 0),
    ],
)
def test_programs_get_their_verdicts(language: str, source: str, verdict: str, score: int, learner: Profile) -> None:
    submission = send(learner, source, language)
    work_off()
    submission.refresh_from_db()
    assert (submission.state, submission.verdict, submission.score) == ("done", verdict, score)


def test_a_run_uses_the_samples_only(learner: Profile) -> None:
    submission = send(learner, WRONG, kind="run")
    work_off()
    submission.refresh_from_db()
    assert [entry["id"] for entry in submission.report["tests"]] == ["sample-1"]


def test_a_run_with_own_input_shows_the_output(learner: Profile) -> None:
    submission = send(learner, RIGHT, kind="run", own_input="20 22\n")
    work_off()
    submission.refresh_from_db()
    assert submission.verdict == "ran"
    assert submission.report["tests"][0]["output"] == "42\n"


def test_judging_twice_changes_nothing(learner: Profile) -> None:
    submission = send(learner, RIGHT)
    work_off()
    submission.refresh_from_db()
    assert not submissions.finish_judging(
        submission=submission, report={"verdict": "wrong_answer", "score": 0, "max_score": 3}
    )
    judging.judge(str(submission.uuid))
    submission.refresh_from_db()
    assert (submission.verdict, submission.tries) == ("accepted", 1)


def test_a_lost_judge_leads_to_judging_again(learner: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    submission = send(learner, RIGHT)
    lost = iter([True, False])

    def sometimes(job: object, real: object = judging.client().judge) -> object:
        if next(lost):
            raise JudgeLost
        return real(job)  # type: ignore[operator]

    monkeypatch.setattr(judging.client(), "judge", sometimes)
    work_off()
    submission.refresh_from_db()
    assert submission.state == "judging"
    DBTaskResult.objects.filter(status=TaskResultStatus.READY).update(run_after=clock.now() - timedelta(minutes=2))
    work_off()
    submission.refresh_from_db()
    assert (submission.verdict, submission.tries) == ("accepted", 2)


def test_a_program_that_always_loses_the_judge_is_answered(learner: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    submission = send(learner, RIGHT)

    def always(job: object) -> object:
        raise JudgeLost

    monkeypatch.setattr(judging.client(), "judge", always)
    for _ in range(4):
        DBTaskResult.objects.filter(status=TaskResultStatus.READY).update(run_after=clock.now() - timedelta(minutes=2))
        work_off()
    submission.refresh_from_db()
    assert (submission.state, submission.verdict) == ("done", "judge_error")


def test_a_submission_whose_task_was_lost_is_queued_again(learner: Profile) -> None:
    submission = send(learner, RIGHT)
    DBTaskResult.objects.all().delete()
    assert submissions.queue_forgotten() == 0, "it may still be on its way"
    Submission.objects.update(queued_at=clock.now() - timedelta(minutes=5))
    assert submissions.queue_forgotten() == 1
    assert submissions.queue_forgotten() == 0
    work_off()
    submission.refresh_from_db()
    assert submission.is_accepted


def test_a_run_goes_before_what_was_sent_to_be_graded(learner: Profile) -> None:
    first, second = send(learner, RIGHT), send(learner, RIGHT, kind="run")
    worker = LeasedWorker("judge")
    row = worker._claim()
    assert row is not None
    assert row.args_kwargs["args"] == [str(second.uuid)]
    assert first.pk < second.pk
