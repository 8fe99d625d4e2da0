"""Assignments of courses: when they are due, and that their learner hears of the mark."""

import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from lyceum.kit import clock
from lyceum.notices.models import Notice
from lyceum.people.models import Profile, SchoolClass
from lyceum.teaching.services import giving
from lyceum.works import api as works
from lyceum.works.due import due_for
from tests.conftest import make_member, sign_in
from tests.courses.assignments import with_assignment
from tests.courses.factories import import_files
from tests.teaching.conftest import actor, make_class


@pytest.fixture
def room(db: None) -> tuple[Profile, Profile, SchoolClass]:
    educator, learner = make_member("eve"), make_member("zulfiya")
    return educator, learner, make_class("Blue", [educator], [learner])


def test_works_hear_of_dates_and_learners_of_marks(
    room: tuple[Profile, Profile, SchoolClass], tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    educator, learner, school_class = room
    course = import_files(tmp_path, with_assignment())
    activity = course.activities.select_related("assignment").get(key="essay")
    assert activity.assignment is not None
    due = clock.now() + timedelta(days=3)
    assert due_for(learner, activity.assignment) is None
    given = giving.give(actor=actor(educator), school_class=school_class, course=course, due_at=due)
    assert due_for(learner, activity.assignment) == due
    giving.extend(actor=actor(educator), given=given, person=learner, due_at=due + timedelta(days=1))
    assert due_for(learner, activity.assignment) == due + timedelta(days=1)
    assert due_for(educator, activity.assignment) is None
    work = works.hand_in(
        actor=actor(learner), assignment=activity.assignment, once=uuid.uuid4(), language="en", text=ESSAY_TEXT, link="",
        uploads=(),
    )  # fmt: skip
    count = sign_in(educator).get(f"/en/classes/{school_class.uuid}/work/").content.decode()
    assert "<b>1</b>" in count
    assert "Works to mark" in sign_in(educator).get("/en/my/").content.decode()
    points = {one["id"]: max(one["levels"]) for one in activity.assignment.rules["rubric"]}
    with django_capture_on_commit_callbacks(execute=True):
        works.mark(actor=actor(educator), hand_in=work, points=points, comment="Good")
    notice = Notice.objects.get(profile=learner, kind="teaching.marked")
    assert notice.path == f"/courses/{course.slug}/essay/"
    assert "is marked" in sign_in(learner).get("/en/notices/").content.decode()


ESSAY_TEXT = "A river bends where its bank is soft. " * 20
