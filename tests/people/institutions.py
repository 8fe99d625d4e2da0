"""Institutions, classes and people for tests."""

import uuid

from lyceum.people.actors import Actor
from lyceum.people.models import ClassMember, Institution, Membership, Profile, SchoolClass
from lyceum.people.services import children
from tests.conftest import make_member


def actor_of(profile: Profile) -> Actor:
    """Anew each time: an actor reads its roles once."""
    return Actor(Profile.objects.get(pk=profile.pk).account, profile)


def make_institution(name: str = "River School", parent: Institution | None = None) -> Institution:
    row = Institution.objects.create(
        slug=f"{name.lower().replace(' ', '-')}-{uuid.uuid4().hex[:6]}",
        name=name,
        kind="school",
        country="KE",
        parent=parent,
    )
    row.path = f"{parent.path if parent else '/'}{row.pk}/"
    row.save()
    return row


def make_worker(institution: Institution, role: str, username: str = "") -> Profile:
    person = make_member(username or f"{role}-{uuid.uuid4().hex[:6]}")
    Membership.objects.create(institution=institution, profile=person, role=role)
    return person


def make_class(institution: Institution, educator: Profile | None = None, name: str = "5b") -> SchoolClass:
    row = SchoolClass.objects.create(institution=institution, name=name)
    if educator is not None:
        ClassMember.objects.create(school_class=row, profile=educator, part="educator")
    return row


def put_in(school_class: SchoolClass, person: Profile, part: str = "learner") -> None:
    ClassMember.objects.create(school_class=school_class, profile=person, part=part)


def add_children(
    educator: Profile, school_class: SchoolClass, *names: str, pictures: bool = True
) -> list[children.Card]:
    return children.add_children(
        actor=actor_of(educator),
        school_class=school_class,
        names=names,
        by_pictures=pictures,
        consented=True,
        once=uuid.uuid4(),
    )
