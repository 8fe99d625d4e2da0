"""The agenda, and the feed at a secret address."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from lyceum.kit import clock
from lyceum.people.api import Actor, NotAllowed
from lyceum.people.models import ClassMember
from lyceum.teaching.models import CalendarKey
from lyceum.teaching.services import calendars, giving
from tests.conftest import sign_in
from tests.teaching.conftest import School, actor

DAY = timedelta(days=1)


def feed_of(profile: object) -> str:
    return f"/calendar/{calendars.renew_key(actor=actor(profile)).secret}.ics"  # type: ignore[arg-type]


def events(address: str) -> list[dict[str, object]]:
    answer = Client().get(address)
    assert answer["Content-Type"].startswith("text/calendar")
    return [dict(event) for event in Calendar.from_ical(answer.content).walk("VEVENT")]


def test_the_agenda_lists_days(school: School) -> None:
    school.give(activity=school.activity("hello"), due_at=clock.now() + DAY)
    school.give(activity=school.activity("check"), due_at=clock.now() + 100 * DAY)
    page = sign_in(school.learners[0]).get("/en/calendar/").content.decode()
    assert page.count("<time datetime=") == 2, "a day and its one date"
    assert "you teach this class" in sign_in(school.educator).get("/en/calendar/").content.decode()
    assert "Nothing has a date" in sign_in(school.foreign).get("/en/calendar/").content.decode()


def test_the_feed_is_strict(school: School) -> None:
    school.room.name = "Blau, 6a; \\ " + "långt namn " * 6
    school.room.save()
    given = school.give(due_at=datetime(2030, 5, 6, 7, 8, 9, tzinfo=UTC))
    address = feed_of(school.learners[0])
    with_window = Client().get(address)
    assert b"2030" not in with_window.content, "a feed reaches a year ahead"
    giving.change(actor=actor(school.educator), given=given, values={"due_at": clock.now() + DAY})
    raw = Client().get(address).content
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    text = raw.decode().replace("\r\n ", "")
    assert "\\, 6a\\; \\\\" in text
    for name in ("DTSTART", "DTSTAMP", "LAST-MODIFIED"):
        assert re.search(rf"^{name}:\d{{8}}T\d{{6}}Z\r$", text, re.MULTILINE), name
    assert re.search(r"^SEQUENCE:1\r$", text, re.MULTILINE)
    assert "Zulfiya" not in text
    assert "Eve" not in text


def test_changes_keep_the_uid_and_raise_the_sequence(school: School) -> None:
    given = school.give(due_at=clock.now() + DAY)
    address = feed_of(school.learners[0])
    first = events(address)[0]
    person = school.learners[0]
    giving.extend(actor=actor(school.educator), given=given, person=person, due_at=clock.now() + 2 * DAY)
    second = events(address)[0]
    assert first["UID"] == second["UID"]
    assert second["SEQUENCE"] > first["SEQUENCE"]  # type: ignore[operator]
    assert second["DTSTART"].dt - first["DTSTART"].dt >= timedelta(hours=23)  # type: ignore[attr-defined]
    giving.take_back(actor=actor(school.educator), given=given)
    assert events(address) == []


def test_nothing_new_is_not_sent_again(school: School) -> None:
    given = school.give(due_at=clock.now() + DAY)
    address, client = feed_of(school.learners[0]), Client()
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    giving.change(actor=actor(school.educator), given=given, values={"due_at": clock.now() + 3 * DAY})
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 200
    assert "sessionid" not in client.cookies


def test_a_new_address_ends_the_old_one(school: School) -> None:
    client, learner = sign_in(school.learners[0]), school.learners[0]
    client.post("/en/calendar/", {"do": "renew"})
    old = CalendarKey.objects.get().secret
    assert old in client.get("/en/calendar/").content.decode()
    client.post("/en/calendar/", {"do": "renew"})
    new = CalendarKey.objects.get().secret
    assert [Client().get(f"/calendar/{one}.ics").status_code for one in (old, new)] == [404, 200]
    learner.account.is_active = False  # type: ignore[union-attr]
    learner.account.save()  # type: ignore[union-attr]
    assert Client().get(f"/calendar/{new}.ics").status_code == 404
    calendars.end_key(actor=actor(learner))
    assert not CalendarKey.objects.exists()


def test_only_one_makes_ones_own(school: School) -> None:
    learner = school.learners[0]
    for other in (Actor(), Actor(learner.account, learner, picture_session_id=1)):
        with pytest.raises(NotAllowed):
            calendars.renew_key(actor=other)


def test_who_left_the_class_has_its_dates_no_more(school: School) -> None:
    school.give(due_at=clock.now() + DAY)
    address = feed_of(school.learners[0])
    assert len(events(address)) == 1
    ClassMember.objects.filter(profile=school.learners[0]).update(left_at=clock.now())
    assert events(address) == []


def test_a_feed_costs_the_same_for_many(school: School, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for key in ("hello", "check"):
        school.give(activity=school.activity(key), due_at=clock.now() + DAY)
    school.give(due_at=clock.now() + DAY)
    address = feed_of(school.learners[0])
    Client().get(address)
    with django_assert_max_num_queries(9):
        Client().get(address)
