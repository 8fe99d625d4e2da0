"""A class with its educator, three learners, and an assignment."""

import uuid
from dataclasses import dataclass
from typing import Any

import pytest

from lyceum.people.api import SYSTEM, Actor
from lyceum.people.models import ClassMember, Institution, Profile, SchoolClass
from lyceum.works.api import save_assignment
from lyceum.works.models import Assignment, HandIn
from lyceum.works.services import hand_ins
from tests.conftest import make_member

RULES: dict[str, Any] = {
    "hand_in": {"text": True, "files": {"max": 2, "types": ["pdf", "image", "document"]}, "link": True},
    "rubric": [{"id": "idea", "levels": [0, 2, 4]}, {"id": "form", "levels": [0, 1]}],
    "late": {"per_day": 0.1, "most": 0.3, "close_days": 7},
    "attempts": 2,
    "pass": 0.6,
}
TEXT = {
    "title": "A plan",
    "statement_html": "<p>Write a plan.</p>",
    "rubric": {"idea": {"title": "The idea", "levels": ["none", "some", "clear"]}, "form": {"title": "The form"}},
}


def make_assignment(slug: str = "plan", **changes: Any) -> Assignment:
    texts = {"en": TEXT, "ar": {**TEXT, "title": "خطة"}}
    return save_assignment(actor=SYSTEM, slug=slug, rules={**RULES, **changes}, texts=texts, source_language="en")


def actor(profile: Profile) -> Actor:
    return Actor(profile.account, profile)


@dataclass(frozen=True)
class School:
    educator: Profile
    learners: list[Profile]
    foreign: Profile
    room: SchoolClass


def make_class(name: str, educator: Profile, learners: list[Profile]) -> SchoolClass:
    institution = Institution.objects.create(slug=name, name=name, kind="school", country="FR", path="/")
    Institution.objects.filter(pk=institution.pk).update(path=f"/{institution.pk}/")
    room = SchoolClass.objects.create(institution=institution, name=name)
    ClassMember.objects.create(school_class=room, profile=educator, part="educator")
    for learner in learners:
        ClassMember.objects.create(school_class=room, profile=learner)
    return room


@pytest.fixture
def school(db: None) -> School:
    educator, foreign = make_member("eve"), make_member("fay")
    learners = [make_member(name) for name in ("zulfiya", "maxence", "noelani", "oleander", "piroska")]
    make_class("elsewhere", foreign, [make_member("quy")])
    return School(educator, learners, foreign, make_class("blue", educator, learners))


@pytest.fixture
def assignment(db: None) -> Assignment:
    return make_assignment()


def hand_in(profile: Profile, assignment: Assignment, text: str = "My plan.", **options: Any) -> HandIn:
    return hand_ins.hand_in(
        actor=actor(profile), assignment=assignment, once=options.pop("once", uuid.uuid4()), language="en", text=text, **options
    )  # fmt: skip
