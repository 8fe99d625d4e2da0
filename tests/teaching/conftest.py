"""A class that runs a small course."""

import uuid
from dataclasses import dataclass
from pathlib import Path

import pytest

from lyceum.courses.api import Activity, Course
from lyceum.courses.services import learning
from lyceum.people.api import Actor
from lyceum.people.models import ClassMember, Institution, Profile, SchoolClass
from lyceum.teaching.models import GivenWork
from lyceum.teaching.services import giving
from tests.conftest import make_member
from tests.courses.factories import import_files

NAMES = ("zulfiya", "maxence", "noelani")


def actor(profile: Profile) -> Actor:
    return Actor(profile.account, profile)


@dataclass(frozen=True)
class School:
    institution: Institution
    educator: Profile
    second: Profile
    learners: list[Profile]
    foreign: Profile
    room: SchoolClass
    course: Course

    def activity(self, key: str) -> Activity:
        return Activity.objects.get(course=self.course, key=key)

    def give(self, **options: object) -> GivenWork:
        return giving.give(actor=actor(self.educator), school_class=self.room, course=self.course, **options)  # type: ignore[arg-type]

    def finish(self, learner: Profile, key: str, score: float = 1.0) -> None:
        learning.finish(actor=actor(learner), activity=self.activity(key), score=score)


def make_class(name: str, educators: list[Profile], learners: list[Profile]) -> SchoolClass:
    institution = Institution.objects.create(
        slug=f"{name}-{uuid.uuid4().hex[:6]}", name=name, kind="school", country="FR", path="/"
    )
    Institution.objects.filter(pk=institution.pk).update(path=f"/{institution.pk}/")
    institution.refresh_from_db()
    room = SchoolClass.objects.create(institution=institution, name=name)
    for educator in educators:
        ClassMember.objects.create(school_class=room, profile=educator, part="educator")
    for learner in learners:
        ClassMember.objects.create(school_class=room, profile=learner)
    return room


@pytest.fixture
def school(db: None, tmp_path: Path) -> School:
    educator, second, foreign = make_member("eve"), make_member("gus"), make_member("fay")
    learners = [make_member(name) for name in NAMES]
    make_class("Elsewhere", [foreign], [make_member("quy")])
    room = make_class("Blue", [educator, second], learners)
    return School(room.institution, educator, second, learners, foreign, room, import_files(tmp_path))
