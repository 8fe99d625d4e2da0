"""The pages of running a class, as educator, learner and stranger."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from lyceum.kit import clock
from lyceum.people.models import ClassMember
from lyceum.teaching.models import Entry, Extension, GivenWork
from tests.conftest import make_member, sign_in
from tests.teaching.conftest import School


def base(school: School) -> str:
    return f"/en/classes/{school.room.uuid}"


def test_an_educator_gives_sees_the_wall_and_changes_the_date(school: School) -> None:
    client = sign_in(school.educator)
    assert "Nothing is given yet" in client.get(f"{base(school)}/work/").content.decode()
    assert school.course.slug in client.get(f"{base(school)}/work/give/").content.decode()
    form = {"part": "activity:check", "due_at": "2026-01-05T16:30", "weight": "2", "note": "Do it well"}
    address = f"{base(school)}/work/give/?course={school.course.slug}"
    answer = client.post(address, {**form, "due_at": "tomorrow"})
    assert answer.status_code == 422
    assert "Do it well" in answer.content.decode()
    answer = client.post(address, form)
    given = GivenWork.objects.get()
    assert answer["Location"] == f"{base(school)}/work/{given.uuid}/"
    assert (given.weight, given.due_at and given.due_at.hour) == (2, 16)
    wall = client.get(answer["Location"]).content.decode()
    assert "Zulfiya" in wall
    assert "Not opened" in wall
    assert "Overdue" in client.get(f"{base(school)}/work/").content.decode()
    extend = {"do": "extend", "x-person": school.learners[0].uuid, "x-due_at": "2030-01-01T10:00", "x-reason": "ill"}
    assert client.post(f"{base(school)}/work/{given.uuid}/settings/", extend).status_code == 302
    assert Extension.objects.get().profile == school.learners[0]
    client.post(f"{base(school)}/work/{given.uuid}/do/", {"do": "take_back"})
    given.refresh_from_db()
    assert given.taken_back_at is not None


def test_the_gradebook_and_one_of_its_cells(school: School) -> None:
    given = school.give(activity=school.activity("check"), due_at=clock.now() - timedelta(days=1))
    client = sign_in(school.educator)
    assert "Missing" in client.get(f"{base(school)}/gradebook/").content.decode()
    cell = f"{base(school)}/gradebook/{given.uuid}/{school.learners[0].uuid}/"
    assert client.post(cell, {"kind": "mark", "percent": ""}).status_code == 422
    assert client.post(cell, {"kind": "mark", "percent": "85", "note": "spoken"}).status_code == 302
    assert Entry.objects.get().share == pytest.approx(0.85)
    page = client.get(f"{base(school)}/gradebook/").content.decode()
    assert "85%" in page
    assert "by hand" in page
    assert "spoken" in client.get(cell).content.decode()


def test_a_learner_sees_their_tasks_and_marks_and_nobody_elses(school: School) -> None:
    school.give(activity=school.activity("hello"), due_at=clock.now() + timedelta(days=1))
    school.finish(school.learners[0], "hello")
    client = sign_in(school.learners[0])
    for address in ("/en/tasks/", f"{base(school)}/work/"):
        page = client.get(address).content.decode()
        assert "Done" in page
        assert "Maxence" not in page
    marks = client.get(f"{base(school)}/marks/").content.decode()
    assert "100%" in marks
    assert "Nothing" in sign_in(school.foreign).get("/en/tasks/").content.decode()


@pytest.mark.parametrize("who", ["learner", "foreign"])
def test_others_find_nothing(school: School, who: str) -> None:
    given = school.give(activity=school.activity("hello"))
    client = sign_in(school.learners[1] if who == "learner" else school.foreign)
    cell = f"gradebook/{given.uuid}/{school.learners[0].uuid}/"
    for path in ("work/give/", f"work/{given.uuid}/", f"work/{given.uuid}/settings/", "gradebook/", cell):
        assert client.get(f"{base(school)}/{path}").status_code == 404, path
    assert client.post(f"{base(school)}/{cell}", {"kind": "mark", "percent": "100"}).status_code == 403
    assert client.post(f"{base(school)}/work/{given.uuid}/do/", {"do": "take_back"}).status_code == 403
    if who == "foreign":
        assert client.get(f"{base(school)}/work/").status_code == 404
        assert client.get(f"{base(school)}/marks/").status_code == 404


def test_a_right_that_goes_while_the_page_is_open_keeps_what_was_typed(school: School) -> None:
    given = school.give(activity=school.activity("hello"))
    client = sign_in(school.educator)
    cell = f"{base(school)}/gradebook/{given.uuid}/{school.learners[0].uuid}/"
    assert client.get(cell).status_code == 200
    ClassMember.objects.filter(profile=school.educator).update(left_at=clock.now())
    answer = client.post(cell, {"kind": "mark", "percent": "85", "note": "A long thought"})
    assert answer.status_code == 403
    assert "A long thought" in answer.content.decode()
    assert not Entry.objects.exists()


def test_pages_cost_the_same_for_many(school: School, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    given = school.give(due_at=clock.now())
    client = sign_in(school.educator)
    for number in range(25):
        ClassMember.objects.create(school_class=school.room, profile=make_member(f"l{number}"))
    for path in ("work/", f"work/{given.uuid}/", "gradebook/"):
        client.get(f"{base(school)}/{path}")
        with django_assert_max_num_queries(15):
            client.get(f"{base(school)}/{path}")
