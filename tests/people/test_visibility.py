"""Each policy agrees with its twin, and nothing of one institution is found from another."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from django.db.models import QuerySet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lyceum.kit import clock
from lyceum.people import policies
from lyceum.people.actors import Actor
from lyceum.people.models import Account, ClassMember, Guardianship, Institution, Membership, Profile, Role, SchoolClass
from lyceum.people.selectors import classes, institutions

pytestmark = pytest.mark.django_db
SLOW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@dataclass
class World:
    """Two trees of institutions with nothing in common, and people of each."""

    people: list[list[Profile]] = field(default_factory=lambda: [[], []])
    places: list[list[Institution]] = field(default_factory=lambda: [[], []])
    classes: list[list[SchoolClass]] = field(default_factory=lambda: [[], []])


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Any]:
    """What stands in one tree: parents, roles, classes, members and guardians by number."""
    places, people, rooms = draw(st.integers(1, 4)), draw(st.integers(1, 4)), draw(st.integers(0, 3))
    one_place, one_person = st.integers(0, places - 1), st.integers(0, people - 1)
    one_room = st.integers(0, max(0, rooms - 1))
    member = st.tuples(one_room, one_person, st.sampled_from(ClassMember.Part.values), st.booleans())
    return {
        "parents": [draw(st.integers(-1, number - 1)) for number in range(places)],
        "closed": draw(st.sets(one_place, max_size=1)),
        "people": [draw(st.sampled_from(["plain", "plain", "closed", "managed", "guest"])) for _ in range(people)],
        "roles": draw(st.lists(st.tuples(one_person, one_place, st.sampled_from(Role.values)), max_size=5)),
        "rooms": [draw(one_place) for _ in range(rooms)],
        "members": draw(st.lists(member, max_size=6)) if rooms else [],
        "guardians": draw(st.lists(st.tuples(one_person, one_person, st.booleans()), max_size=3)),
    }


def build(world: World, side: int, plan: dict[str, Any]) -> None:
    places, people, rooms = world.places[side], world.people[side], world.classes[side]
    for number, parent in enumerate(plan["parents"]):
        above = places[parent] if parent >= 0 else None
        row = Institution.objects.create(
            slug=f"p{side}-{number}", name=f"P{side}", kind="school", country="KE", parent=above
        )
        row.path = f"{above.path if above else '/'}{row.pk}/"
        row.closed_at = clock.now() if number in plan["closed"] else None
        row.save()
        places.append(row)
    for number, kind in enumerate(plan["people"]):
        account = Account.objects.create(username=f"u{side}-{number}") if kind != "guest" else None
        maker = places[0] if kind == "managed" else None
        people.append(
            Profile.objects.create(account=account, name=f"N{side}", is_closed=kind == "closed", managed_by=maker)
        )
    for person, place, role in plan["roles"]:
        Membership.objects.get_or_create(profile=people[person], institution=places[place], role=role)
    for place in plan["rooms"]:
        rooms.append(SchoolClass.objects.create(institution=places[place], name=f"C{side}", shows_names=True))
    for room, person, part, left in plan["members"]:
        left_at = clock.now() if left else None
        ClassMember.objects.get_or_create(
            school_class=rooms[room], profile=people[person], defaults={"part": part, "left_at": left_at}
        )
    for guardian, child, ended in plan["guardians"]:
        if (
            guardian != child
            and not Guardianship.objects.filter(guardian=people[guardian], child=people[child]).exists()
        ):
            Guardianship.objects.create(
                guardian=people[guardian], child=people[child], ended_at=clock.now() if ended else None
            )


def actors(world: World, side: int) -> list[Actor]:
    own = [Actor(person.account, person) for person in world.people[side]]
    by_pictures = [
        Actor(person.account, person, picture_session_id=1) for person in world.people[side] if person.account
    ]
    return [*own, *by_pictures]


Can = Callable[[Actor, Any], bool]
Twin = Callable[[Actor], QuerySet[Any]]
TWINS: list[tuple[Can, Twin]] = [
    (policies.can_manage_institution, policies.institutions_managed_by),
    (policies.can_see_members, policies.institutions_overseen_by),
    (policies.can_see_institution, policies.institutions_visible_to),
    (policies.can_make_class, policies.institutions_for_classes_of),
    (policies.can_teach, policies.classes_taught_by),
    (policies.can_manage_class, policies.classes_managed_by),
    (policies.can_see_class, policies.classes_visible_to),
    (policies.is_guardian_of, policies.children_of),
    (policies.can_see_learning, policies.learning_visible_to),
    (policies.can_renew_secrets, policies.secrets_renewable_by),
]


def in_turn(world: World, *given_plans: dict[str, Any]) -> None:
    for side, plan in enumerate(given_plans):
        build(world, side, plan)


@SLOW
@given(plans())
def test_each_policy_finds_what_its_filter_finds(plan: dict[str, Any]) -> None:
    with transaction.atomic():
        world = World()
        in_turn(world, plan)
        operator = Profile.objects.create(account=Account.objects.create(username="operator", is_staff=True), name="O")
        for actor in [*actors(world, 0), Actor(operator.account, operator), Actor()]:
            for can, twin in TWINS:
                wanted = twin(actor)
                rows = list(wanted.model._default_manager.all())
                found = set(wanted.values_list("pk", flat=True))
                assert found == {row.pk for row in rows if can(actor, row)}, (can.__name__, actor)
        transaction.set_rollback(True)


@SLOW
@given(plans(), plans())
def test_nothing_of_one_institution_is_found_from_another(one: dict[str, Any], other: dict[str, Any]) -> None:
    with transaction.atomic():
        world = World()
        in_turn(world, one, other)
        theirs = {
            Institution: {row.pk for row in world.places[1]},
            SchoolClass: {row.pk for row in world.classes[1]},
            Profile: {row.pk for row in world.people[1]},
        }
        for actor in actors(world, 0):
            for _, twin in TWINS:
                rows = twin(actor)
                assert not theirs[rows.model] & set(rows.values_list("pk", flat=True)), twin.__name__
            assert not theirs[SchoolClass] & {row.school_class_id for row in classes.my_classes(actor)}
            for place in world.places[1]:
                assert institutions.institution_for(actor, place.slug) is None
                found: list[QuerySet[Any]] = [
                    institutions.members_of(actor, place),
                    institutions.below(actor, place),
                    institutions.open_invitations(actor, place),
                    institutions.rosters_of(actor, place),
                    classes.classes_of(actor, place),
                ]
                assert not any(rows.exists() for rows in found)
            for room in world.classes[1]:
                assert classes.class_for(actor, room.uuid) is None
                assert classes.managed_class_for(actor, room.uuid) is None
                for part in ClassMember.Part.values:
                    assert not classes.members_of_class(actor, room, part=part).exists()
        transaction.set_rollback(True)
