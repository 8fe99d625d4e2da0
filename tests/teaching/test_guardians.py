"""What guardians see of their children, and the limits that they set."""

import uuid
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from hypothesis import given as for_all
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from lyceum.courses.api import Activity
from lyceum.kit import clock
from lyceum.notices.models import Notice
from lyceum.people.api import Actor, NotAllowed
from lyceum.people.models import Guardianship, Profile, StaffSession
from lyceum.teaching import study
from lyceum.teaching.middleware import is_exam
from lyceum.teaching.models import Limit, StudyDay
from lyceum.teaching.policies import can_look_after, looked_after_by
from lyceum.teaching.services import digests, entries, studying, writing
from tests.conftest import make_member, sign_in
from tests.teaching.conftest import School, actor

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def guardian(school: School) -> Profile:
    """Answers for Zulfiya."""
    adult = make_member("dora")
    Guardianship.objects.create(guardian=adult, child=school.learners[0])
    return adult


def ward_page(school: School) -> str:
    return f"/en/children/{school.learners[0].uuid}/"


def lesson(school: School, key: str = "hello") -> str:
    return f"/en/courses/{school.course.slug}/{key}/"


def test_a_guardian_reads_what_there_is(school: School, guardian: Profile) -> None:
    given = school.give(activity=school.activity("check"), due_at=clock.now() + timedelta(days=1))
    hidden = school.give(activity=school.activity("hello"), needs_moderation=True)
    for one in (given, hidden):
        entries.write(actor=actor(school.educator), given=one, person=school.learners[0], kind="mark", share=0.87)
    write = {"actor": actor(school.educator), "school_class": school.room, "language": "en"}
    writing.write_note(
        **write, person=school.learners[0], text="Asks good questions.", for_learner=False, once=given.uuid
    )  # type: ignore[arg-type]
    writing.send_message(**write, text="Bring boots.", to_guardians=True, once=given.uuid)  # type: ignore[arg-type]
    writing.send_message(**write, text="Only for you.", to_guardians=False, once=hidden.uuid)  # type: ignore[arg-type]
    client = sign_in(guardian)
    assert "Zulfiya" in client.get("/en/children/").content.decode()
    page = client.get(ward_page(school)).content.decode()
    for words in ("Asks good questions.", "Bring boots.", "87%", "Blue"):
        assert words in page, words
    assert page.count("87%") == 2, "the mark and the total; what waits for moderation is not shown"
    assert "Only for you." not in page
    assert "Maxence" not in page
    told = set(Notice.objects.filter(profile=guardian).values_list("kind", flat=True))
    assert told == {"teaching.note_about", "teaching.message_copy"}


def test_nobody_else_sees_a_child(school: School, guardian: Profile) -> None:
    family = make_member("otto")
    Guardianship.objects.create(guardian=family, child=school.learners[1])
    staff = make_member("staff", is_staff=True)
    others = [family, staff, school.educator, school.foreign, *school.learners]
    for other in others:
        assert sign_in(other).get(ward_page(school)).status_code == 404
        assert sign_in(other).post(ward_page(school), {"minutes_a_day": "5"}).status_code == 403
        with pytest.raises(NotAllowed):
            studying.set_limit(
                actor=actor(other), child=school.learners[0], minutes_a_day=5, rest_from=None, rest_until=None
            )
    assert not Limit.objects.exists()


def test_the_policy_and_its_twin_agree(school: School, guardian: Profile) -> None:
    staff = make_member("staff", is_staff=True)
    session = StaffSession(subject=guardian, staff=staff, kind="act")
    acting = Actor(guardian.account, guardian, acting=session)
    by_pictures = Actor(guardian.account, guardian, picture_session_id=1)
    everybody = [guardian, school.educator, school.foreign, *school.learners]
    for someone in [Actor(), acting, by_pictures, *map(actor, everybody)]:
        seen = set(looked_after_by(someone))
        assert seen == {child for child in everybody if can_look_after(someone, child)}
    assert set(looked_after_by(actor(guardian))) == {school.learners[0]}
    assert not looked_after_by(acting).exists()


def test_the_end_of_guardianship_ends_it_at_once(school: School, guardian: Profile) -> None:
    studying.set_limit(
        actor=actor(guardian),
        child=school.learners[0],
        minutes_a_day=None,
        rest_from=time(0),
        rest_until=time(23, 59, 59),
    )
    client, child = sign_in(guardian), sign_in(school.learners[0])
    assert client.get(ward_page(school)).status_code == 200
    assert "Time to rest" in child.get(lesson(school)).content.decode()
    Guardianship.objects.update(ended_at=clock.now())
    assert client.get(ward_page(school)).status_code == 404
    assert "Time to rest" not in child.get(lesson(school)).content.decode()


def test_time_is_counted_for_who_has_a_guardian(school: School, guardian: Profile) -> None:
    child, other = sign_in(school.learners[0]), sign_in(school.learners[1])
    with time_machine.travel(NOON, tick=False) as clockwork:
        for minutes in (0, 0.5, 2, 4, 30):
            clockwork.move_to(NOON + timedelta(minutes=minutes))
            child.get(lesson(school))
            other.get(lesson(school))
    row = StudyDay.objects.get()
    assert (row.profile, row.seconds) == (school.learners[0], 4 * 60), "the long pause does not count"


def test_time_is_written_once_a_minute(
    school: School, guardian: Profile, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    child = school.learners[0]
    studying.note_learning(profile=child, now=NOON)
    with django_assert_num_queries(3):  # savepoint, row, savepoint
        studying.note_learning(profile=child, now=NOON + timedelta(seconds=30))
    studying.note_learning(profile=child, now=NOON + timedelta(seconds=90))
    studying.note_learning(profile=child, now=NOON + timedelta(seconds=60))
    assert StudyDay.objects.get().seconds == 90, "a clock that goes back takes nothing away"


@for_all(st.times(), st.times(), st.times())
def test_a_rest_covers_the_day_once(now: time, starts: time, ends: time) -> None:
    if starts != ends:
        assert study.is_within(now, starts, ends) != study.is_within(now, ends, starts)


def test_enough_for_today_is_calm_and_loses_nothing(school: School, guardian: Profile) -> None:
    person = school.learners[0]
    with time_machine.travel(NOON, tick=False):
        client = sign_in(guardian)
        assert client.post(ward_page(school), {"minutes_a_day": "30"}).status_code == 302
        StudyDay.objects.create(profile=person, day=NOON.date(), seconds=1800, last_at=NOON - timedelta(hours=1))
        child = sign_in(person)
        page = child.get(lesson(school)).content.decode()
        assert "Enough for today" in page
        assert "Nothing is lost" in page
        assert child.post(lesson(school)).status_code == 302, "what is posted passes"
        assert child.get("/en/my/").status_code == 200
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        assert "Enough for today" not in sign_in(person).get(lesson(school)).content.decode()


def test_an_exam_that_is_due_is_not_held_up(school: School, guardian: Profile) -> None:
    activity = school.activity("check")
    activity.data = {**activity.data, "attempts": 1}
    activity.save()
    studying.set_limit(
        actor=actor(guardian),
        child=school.learners[0],
        minutes_a_day=None,
        rest_from=time(0),
        rest_until=time(23, 59, 59),
    )
    child = sign_in(school.learners[0])
    assert "Time to rest" in child.get(lesson(school, "check")).content.decode()
    school.give(activity=activity, due_at=clock.now() + timedelta(hours=2))
    assert "Time to rest" not in child.get(lesson(school, "check")).content.decode()


def test_an_exam_under_way_is_not_held_up(school: School, guardian: Profile) -> None:
    activity, child = school.activity("check"), school.learners[0]
    Activity.objects.filter(pk=activity.pk).update(kind="exam")
    where, now = {"slug": school.course.slug, "key": "check"}, clock.now()
    assert not is_exam(child, where, now)
    sitting = activity.sittings.create(
        profile=child, once=uuid.uuid4(), seed=1, language="en", started_at=now, ends_at=now, seen_at=now
    )
    assert is_exam(child, where, now)
    assert not is_exam(school.learners[1], where, now)
    sitting.handed_in_at = now
    sitting.save()
    assert not is_exam(child, where, now)


def test_half_a_rest_is_refused_with_what_was_typed(school: School, guardian: Profile) -> None:
    answer = sign_in(guardian).post(ward_page(school), {"rest_from": "20:00", "minutes_a_day": "45"})
    assert answer.status_code == 422
    assert 'value="45"' in answer.content.decode()
    assert "Give both times" in answer.content.decode()
    with pytest.raises(studying.HalfARest):
        studying.set_limit(
            actor=actor(guardian), child=school.learners[0], minutes_a_day=None, rest_from=time(20), rest_until=None
        )


def test_guardians_are_told_of_a_week_once(school: School, guardian: Profile) -> None:
    person = school.learners[0]
    StudyDay.objects.create(profile=person, day=NOON.date() - timedelta(days=7), seconds=3600, last_at=NOON)
    with time_machine.travel(NOON, tick=False):
        assert digests.tell_guardians() == 1
        assert digests.tell_guardians() == 0
    notice = Notice.objects.get(profile=guardian)
    assert notice.kind == "teaching.week"
    assert notice.values == {"name": "Zulfiya", "minutes": 60, "steps": 0, "waiting": 0}
    assert "Zulfiya" in sign_in(guardian).get("/en/notices/").content.decode()
    with time_machine.travel(NOON + timedelta(days=7), tick=False):
        assert digests.tell_guardians() == 1, "the next week, of which there is nothing to tell"
    assert Notice.objects.count() == 1


def test_old_days_are_forgotten(school: School, guardian: Profile) -> None:
    for back in (1, 100):
        day = (clock.now() - timedelta(days=back)).date()
        StudyDay.objects.create(profile=school.learners[0], day=day, seconds=1, last_at=clock.now())
    assert studying.forget_old_days() == 1


def test_pages_cost_the_same_for_many(
    school: School, guardian: Profile, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client, visitor = sign_in(guardian), Client()
    for key in ("hello", "check"):
        school.give(activity=school.activity(key))
    client.get(ward_page(school))
    with django_assert_max_num_queries(21):
        client.get(ward_page(school))
    visitor.get(lesson(school))
    with django_assert_max_num_queries(3):
        visitor.get(lesson(school))
    cache.clear()
