"""Given work, dates, extensions, the wall, the gradebook and who needs help, through the services."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from lyceum.courses.services import learning
from lyceum.kit import clock
from lyceum.notices.models import Notice
from lyceum.people.api import NotAllowed
from lyceum.people.models import ClassMember
from lyceum.teaching.grades import Standing
from lyceum.teaching.models import Entry, GivenWork
from lyceum.teaching.selectors.given import tasks_of, works_of
from lyceum.teaching.selectors.gradebook import gradebook_of, history_of, own_marks
from lyceum.teaching.selectors.help import in_need
from lyceum.teaching.selectors.wall import wall_of
from lyceum.teaching.services import entries, giving
from tests.conftest import make_member
from tests.teaching.conftest import School, actor

DAY = timedelta(days=1)


def test_learners_are_told_once(school: School) -> None:
    given = school.give(due_at=clock.now() + DAY)
    assert school.give(due_at=clock.now() + 2 * DAY) == given, "giving again changes the date"
    kinds = sorted(Notice.objects.filter(profile=school.learners[0]).values_list("kind", flat=True))
    assert kinds == ["teaching.given_due", "teaching.new_date"]
    assert not Notice.objects.filter(profile=school.educator).exists()


def test_only_who_teaches_the_class_gives(school: School) -> None:
    for other in (school.foreign, school.learners[0]):
        with pytest.raises(NotAllowed):
            giving.give(actor=actor(other), school_class=school.room, course=school.course)
    ClassMember.objects.filter(profile=school.educator).update(left_at=clock.now())
    with pytest.raises(NotAllowed):
        school.give()


def test_a_part_must_be_of_the_course(school: School) -> None:
    activity = school.activity("hello")
    activity.retired_at = clock.now()
    with pytest.raises(giving.NotInCourse):
        school.give(activity=activity)


def test_an_extension_is_one_learners_date(school: School) -> None:
    activity = school.activity("check")
    due = clock.now() + DAY
    given = school.give(activity=activity, due_at=due)
    giving.extend(actor=actor(school.educator), given=given, person=school.learners[0], due_at=due + DAY, reason="ill")
    where = {"course_id": school.course.pk, "unit_id": activity.unit_id, "activity_id": activity.pk}
    assert giving.due_date_of(school.learners[0], **where) == due + DAY
    assert giving.due_date_of(school.learners[1], **where) == due
    assert giving.due_date_of(school.foreign, **where) is None
    assert tasks_of(actor(school.learners[0]))[0].due_at == due + DAY
    with pytest.raises(giving.NotALearnerHere):
        giving.extend(actor=actor(school.educator), given=given, person=school.foreign, due_at=due)


def test_the_wall_shows_how_far_everybody_is(school: School) -> None:
    given = school.give(due_at=clock.now() - DAY)
    school.finish(school.learners[0], "hello")
    learning.attempt(actor=actor(school.learners[0]), activity=school.activity("check"), score=0.4)
    wall = wall_of(given, clock.now())
    rows = {row.learner.name: row for row in wall.rows}
    levels = dict(zip([step.key for step in wall.work.steps], rows["Zulfiya"].squares, strict=True))
    assert (levels["hello"].level, levels["check"].level) == (4, 2)
    assert all(square.level == 0 for square in rows["Maxence"].squares)
    assert rows["Maxence"].is_overdue


def test_the_gradebook_counts_what_is_over_and_what_was_written(school: School) -> None:
    hello, check = school.activity("hello"), school.activity("check")
    first = school.give(activity=hello, due_at=clock.now() - DAY, weight=1)
    second = school.give(activity=check, due_at=clock.now() - DAY, weight=3)
    zulfiya, maxence, _noelani = school.learners
    school.finish(zulfiya, "hello")
    school.finish(zulfiya, "check", 0.6)
    entries.write(actor=actor(school.educator), given=second, person=maxence, kind="mark", share=0.9)
    entries.write(actor=actor(school.educator), given=first, person=maxence, kind="excused", note="ill")
    book = {row.learner.name: row for row in gradebook_of(school.room).rows}
    assert book["Zulfiya"].total == pytest.approx((1 + 3 * 0.6) / 4)
    assert book["Maxence"].total == pytest.approx(0.9)
    assert [cell.standing for cell in book["Noelani"].cells] == [Standing.MISSING, Standing.MISSING]
    assert book["Noelani"].total == 0
    entries.write(actor=actor(school.second), given=second, person=maxence, kind="cleared")
    assert gradebook_of(school.room).rows[0].cells[1].share == 0
    assert [row.kind for row in history_of(second.pk, maxence.pk)] == ["cleared", "mark"]


@pytest.mark.parametrize(
    ("kind", "share"), [("mark", None), ("mark", 1.2), ("mark", -0.1), ("excused", 0.5), ("?", None)]
)
def test_bad_entries_are_refused_whole(school: School, kind: str, share: float | None) -> None:
    given = school.give()
    good = entries.Change(given, school.learners[0], "mark", 0.5)
    with pytest.raises(entries.BadShare):
        entries.write_all(
            actor=actor(school.educator), changes=[good, entries.Change(given, school.learners[1], kind, share)]
        )
    with pytest.raises(NotAllowed):
        entries.write_all(actor=actor(school.foreign), changes=[good])
    with pytest.raises(giving.NotALearnerHere):
        entries.write_all(actor=actor(school.educator), changes=[entries.Change(given, school.foreign, "mark", 1)])
    assert not Entry.objects.exists()


def test_moderated_marks_are_shown_after_the_second_pair_of_eyes(school: School) -> None:
    given = school.give(activity=school.activity("hello"), needs_moderation=True)
    school.finish(school.learners[0], "hello")
    assert own_marks(actor(school.learners[0]), school.room).works == []
    with pytest.raises(NotAllowed):
        giving.moderate(actor=actor(school.educator), given=given)
    giving.moderate(actor=actor(school.second), given=given)
    giving.moderate(actor=actor(school.second), given=given)
    assert [work.given for work in own_marks(actor(school.learners[0]), school.room).works] == [given]
    assert Notice.objects.filter(profile=school.learners[0], kind="teaching.marks_shown").count() == 1


def test_who_needs_help_and_why(school: School) -> None:
    school.give(due_at=clock.now() - DAY)
    for step in works_of(GivenWork.objects.all())[0].steps:
        school.finish(school.learners[0], step.key)
    rows = in_need(school.room)
    assert {row.learner.name for row in rows} == {"Maxence", "Noelani"}
    assert {reason.why.value for row in rows for reason in row.reasons} == {"overdue"}


def test_tables_cost_the_same_for_many(school: School, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    def measure() -> None:
        with django_assert_max_num_queries(9):
            gradebook_of(school.room)
        with django_assert_max_num_queries(9):
            in_need(school.room)
        with django_assert_max_num_queries(9):
            wall_of(given, clock.now())
        with django_assert_max_num_queries(6):
            tasks_of(actor(school.learners[0]))

    given = school.give()
    measure()
    for number in range(30):
        ClassMember.objects.create(school_class=school.room, profile=make_member(f"l{number}"))
    for key in ("hello", "check"):
        school.give(activity=school.activity(key))
    measure()


def test_taken_back_is_no_longer_to_be_done(school: School) -> None:
    given = school.give(due_at=clock.now() + DAY)
    giving.take_back(actor=actor(school.educator), given=given)
    assert tasks_of(actor(school.learners[0])) == []
    assert gradebook_of(school.room).works == []
    assert school.give() != given, "it may be given anew"


@pytest.mark.django_db(transaction=True)
def test_two_educators_giving_at_once_give_once(school: School) -> None:
    start, failures = Barrier(2), list[Exception]()

    def run(educator: object) -> None:
        try:
            start.wait()
            giving.give(actor=actor(educator), school_class=school.room, course=school.course)  # type: ignore[arg-type]
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(one,)) for one in (school.educator, school.second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert GivenWork.objects.count() == 1
