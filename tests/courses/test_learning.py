"""What somebody has done stays done, whatever comes in whatever order, twice or at once."""

import uuid
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lyceum.coding.events import SubmissionJudged
from lyceum.courses import api
from lyceum.courses.events import ActivityFinished, CourseFinished, Enrolled
from lyceum.courses.models import Activity, Course, Enrolment, Progress, QuizAttempt
from lyceum.courses.receivers import move_learning, record_verdict
from lyceum.courses.selectors import activity_for
from lyceum.courses.services import learning
from lyceum.courses.services.attempts import NoAttemptsLeft, submit_attempt
from lyceum.kit import clock, events
from lyceum.kit.models import AuditEntry
from lyceum.people.api import Actor, NotAllowed, Profile
from lyceum.people.events import ProfileMerged
from tests.courses.conftest import Parallel
from tests.courses.factories import QUIZ, import_files, pack_files, replaced, with_problem

State = Progress.State


@pytest.fixture
def actor(learner: Profile) -> Actor:
    return Actor(learner.account, learner)


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[events.Event]:
    found: list[events.Event] = []
    monkeypatch.setattr(events, "announce", found.append)
    return found


def step(course: Course, key: str) -> Activity:
    return course.activities.select_related("course").get(key=key)


def standing(actor: Actor, course: Course) -> api.Standing:
    return api.standing_of(actor, api.outline_of(course, "en"))


def test_beginning_a_course_twice_is_beginning_it_once(
    course: Course, actor: Actor, announced: list[events.Event]
) -> None:
    first = api.enrol(actor=actor, course=course)
    assert api.enrol(actor=actor, course=course).pk == first.pk
    assert [type(event) for event in announced] == [Enrolled]
    assert AuditEntry.objects.filter(action="courses.enrol").count() == 1


def test_visitors_and_hidden_courses_are_refused(course: Course, actor: Actor) -> None:
    with pytest.raises(NotAllowed):
        api.enrol(actor=Actor(), course=course)
    Course.objects.update(is_published=False)
    course.refresh_from_db()
    with pytest.raises(NotAllowed):
        api.enrol(actor=actor, course=course)


DEEDS = st.lists(
    st.tuples(st.sampled_from(["see", "attempt", "finish"]), st.floats(-1, 2, allow_nan=False)), min_size=1, max_size=8
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(deeds=DEEDS)
def test_progress_never_goes_back(deeds: list[tuple[str, float]], course: Course, actor: Actor) -> None:
    Progress.objects.all().delete()
    activity, before = step(course, "check"), (0, -1.0)
    for deed, score in deeds:
        if deed == "see":
            learning.see(actor=actor, activity=activity)
        else:
            getattr(learning, deed)(actor=actor, activity=activity, score=score)
        row = Progress.objects.get(profile=actor.profile, activity=activity)
        assert row.state >= before[0]
        assert row.best_score >= before[1]
        assert 0 <= row.best_score <= 1
        assert (row.done_at is not None) == (row.state == State.DONE)
        before = (row.state, row.best_score)


def test_a_course_is_finished_once_by_what_counts(course: Course, actor: Actor, announced: list[events.Event]) -> None:
    for key in ("hello", "check", "end", "end"):
        learning.finish(actor=actor, activity=step(course, key))
    finished = [event for event in announced if isinstance(event, CourseFinished)]
    assert len(finished) == 1
    assert len([event for event in announced if isinstance(event, ActivityFinished)]) == 3
    assert standing(actor, course).is_finished
    assert AuditEntry.objects.filter(action="courses.finish").count() == 1
    learning.finish(actor=actor, activity=step(course, "extra"))
    assert len([event for event in announced if isinstance(event, CourseFinished)]) == 1


def test_one_goes_on_where_one_was(course: Course, actor: Actor) -> None:
    assert standing(actor, course).next_step.key == "hello"  # type: ignore[union-attr]
    learning.finish(actor=actor, activity=step(course, "hello"))
    assert standing(actor, course).next_step.key == "check"  # type: ignore[union-attr]
    learning.see(actor=actor, activity=step(course, "extra"))
    assert standing(actor, course).next_step.key == "extra"  # type: ignore[union-attr]
    learning.finish(actor=actor, activity=step(course, "extra"))
    assert standing(actor, course).next_step.key == "end"  # type: ignore[union-attr]
    learning.finish(actor=actor, activity=step(course, "end"))
    assert standing(actor, course).next_step.key == "check"  # type: ignore[union-attr]
    learning.finish(actor=actor, activity=step(course, "check"))
    assert standing(actor, course).next_step is None


@pytest.mark.django_db(transaction=True)
def test_many_devices_at_once_keep_the_best(in_parallel: Parallel, tmp_path: Path, learner: Profile) -> None:
    actor, activity = Actor(learner.account, learner), step(import_files(tmp_path), "check")
    scores = iter([0.2, 0.9, 0.4, 1.0, 0.1, 0.6])

    def deed() -> None:
        score = next(scores)
        (learning.finish if score == 1.0 else learning.attempt)(actor=actor, activity=activity, score=score)

    assert in_parallel(deed, 6) == [None] * 6
    rows = in_parallel(lambda: list(Progress.objects.values_list("state", "best_score")), 1)[0]
    assert rows == [(State.DONE, 1.0)]
    assert in_parallel(Enrolment.objects.count, 1) == [1]


def attempt(actor: Actor, course: Course, answers: dict[str, object], once: uuid.UUID | None = None) -> QuizAttempt:
    found = activity_for(course, "check", "en")
    assert found is not None
    return submit_attempt(
        actor=actor,
        activity=found[0],
        text=found[1],
        answers=answers,
        once=once or uuid.uuid4(),
        started_at=clock.now(),
    )


def test_the_same_form_twice_is_one_attempt(course: Course, actor: Actor) -> None:
    once = uuid.uuid4()
    first = attempt(actor, course, {"q1": "b"}, once)
    again = attempt(actor, course, {"q1": "a"}, once)
    assert (again.pk, again.answers) == (first.pk, {"q1": "b"})


def test_a_quiz_that_is_passed_is_done_and_stays_done(course: Course, actor: Actor) -> None:
    right = {"q1": "b", "q2": ["a", "d"], "q3": "7.5", "q4": "print", "q5": ["a", "b", "c"]}
    assert not attempt(actor, course, {"q1": "b"}).passed
    assert attempt(actor, course, right).passed
    assert not attempt(actor, course, {}).passed
    row = Progress.objects.get(activity__key="check")
    assert (row.state, row.best_score) == (State.DONE, pytest.approx(5 / 7))


@pytest.mark.django_db(transaction=True)
def test_the_last_attempt_is_used_once(in_parallel: Parallel, tmp_path: Path, learner: Profile) -> None:
    files = replaced(pack_files(), QUIZ + "activity.yaml", "pass: 0.6", "pass: 0.6\nattempts: 2")
    course, actor = import_files(tmp_path, files), Actor(learner.account, learner)
    found = in_parallel(lambda: attempt(actor, course, {"q1": "a"}).pk, 5)
    assert sum(isinstance(item, NoAttemptsLeft) for item in found) == 3
    assert in_parallel(QuizAttempt.objects.count, 1) == [2]


@pytest.mark.django_db(transaction=True)
def test_a_double_click_is_one_attempt(in_parallel: Parallel, tmp_path: Path, learner: Profile) -> None:
    course, actor, once = import_files(tmp_path), Actor(learner.account, learner), uuid.uuid4()
    found = in_parallel(lambda: attempt(actor, course, {"q1": "b"}, once).pk, 4)
    assert len(set(found)) == 1


def verdict(activity: Activity, profile: Profile, verdict: str, score: float) -> SubmissionJudged:
    return SubmissionJudged(
        str(uuid.uuid4()), profile.pk, activity.problem_id or 0, verdict, score, clock.now().isoformat()
    )


def test_an_accepted_program_finishes_its_activity(db: None, tmp_path: Path, learner: Profile) -> None:
    activity = step(import_files(tmp_path, with_problem()), "sum")
    wrong, right = verdict(activity, learner, "wrong_answer", 0.5), verdict(activity, learner, "accepted", 1.0)
    record_verdict(wrong)
    row = Progress.objects.get(profile=learner, activity=activity)
    assert (row.state, row.best_score) == (State.ATTEMPTED, 0.5)
    for event in (right, right, wrong):
        record_verdict(event)
    row.refresh_from_db()
    assert (row.state, row.best_score) == (State.DONE, 1.0)


def test_a_verdict_on_nobodys_program_is_let_go(db: None, tmp_path: Path, learner: Profile) -> None:
    activity = step(import_files(tmp_path, with_problem()), "sum")
    event = verdict(activity, learner, "accepted", 1.0)
    Profile.objects.all().delete()
    record_verdict(event)
    assert Progress.objects.count() == 0


def test_a_verdict_that_comes_after_signing_in_goes_to_the_account(db: None, tmp_path: Path, learner: Profile) -> None:
    activity = step(import_files(tmp_path, with_problem()), "sum")
    guest = Profile.objects.create(merged_into=learner)
    record_verdict(verdict(activity, guest, "accepted", 1.0))
    assert Progress.objects.get(activity=activity).profile == learner


def test_what_a_guest_did_goes_to_the_account_and_the_better_wins(
    course: Course, actor: Actor, learner: Profile
) -> None:
    guest = Actor(None, Profile.objects.create())
    learning.finish(actor=actor, activity=step(course, "hello"))
    learning.attempt(actor=actor, activity=step(course, "check"), score=0.9)
    once = uuid.uuid4()
    attempt(guest, course, {"q1": "b"}, once)
    attempt(actor, course, {"q1": "a"}, once)
    learning.finish(actor=guest, activity=step(course, "check"), score=0.7)
    learning.finish(actor=guest, activity=step(course, "end"))
    merged = ProfileMerged(source_id=guest.profile.pk, target_id=learner.pk)  # type: ignore[union-attr]
    for _ in range(2):
        move_learning(merged)
        rows = {row.activity.key: row for row in Progress.objects.filter(profile=learner)}
        assert {key: row.state for key, row in rows.items()} == dict.fromkeys(["hello", "check", "end"], State.DONE)
        assert rows["check"].best_score == 0.9
        assert QuizAttempt.objects.filter(profile=learner).count() == 1
        assert Enrolment.objects.get(profile=learner).finished_at is not None
        assert not Progress.objects.exclude(profile=learner).exists()
        assert not Enrolment.objects.exclude(profile=learner).exists()
