"""A school with an author, a reviewer, a translator and an admin; and a course in work."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from lyceum.authoring.models import WorkingCopy
from lyceum.authoring.services import copies
from lyceum.courses.api import Course
from lyceum.people.api import Actor, Institution, Membership, Profile
from tests.conftest import make_member, sign_in
from tests.courses.factories import pack_files, with_problem, write_zip


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def make_school(slug: str = "lake-school") -> Institution:
    school = Institution.objects.create(slug=slug, name=slug.title(), kind="school", country="KE", path="/")
    school.path = f"/{school.pk}/"
    school.save()
    return school


def join(school: Institution, username: str, role: str) -> Profile:
    profile = make_member(username)
    Membership.objects.create(institution=school, profile=profile, role=role)
    return profile


def actor_for(profile: Profile) -> Actor:
    return Actor(profile.account, profile)


@pytest.fixture
def school(db: None) -> Institution:
    return make_school()


@pytest.fixture
def author(school: Institution) -> Profile:
    return join(school, "ada", "author")


@pytest.fixture
def second(school: Institution) -> Profile:
    return join(school, "bela", "author")


@pytest.fixture
def reviewer(school: Institution) -> Profile:
    return join(school, "rosa", "reviewer")


@pytest.fixture
def author_client(author: Profile) -> Client:
    return sign_in(author)


@pytest.fixture
def reviewer_client(reviewer: Profile) -> Client:
    return sign_in(reviewer)


@pytest.fixture
def tiny(author: Profile, school: Institution, tmp_path: Path) -> WorkingCopy:
    """The usual small pack with an exercise, as a working copy of the school."""
    source = write_zip(tmp_path / "tiny.zip", with_problem())
    return copies.import_zip(actor=actor_for(author), source=source, institution=school)


@pytest.fixture
def published(author: Profile, school: Institution, tmp_path: Path) -> Course:
    """The usual small pack, published as the school's."""
    from lyceum.courses.api import Belonging, import_files
    from lyceum.people.api import SYSTEM

    belonging = Belonging(school.pk, Course.Audience.EVERYONE)
    return import_files(actor=SYSTEM, files=pack_files(), belonging=belonging).course
