"""Children and guardians for tests."""

from django.test import Client

from lyceum.people.actors import Actor
from lyceum.people.models import Profile
from lyceum.people.services import guardians
from tests.conftest import make_member

ALL = ["account", "mail", "works", "discussions"]


def make_child(username: str = "cleo", year: int = 2016) -> Profile:
    child = make_member(username)
    child.birth_year, child.is_closed = year, True
    child.save()
    return child


def make_adult(username: str = "dora", year: int = 1980) -> Profile:
    adult = make_member(username)
    adult.birth_year = year
    adult.save()
    return adult


def self_of(profile: Profile) -> Actor:
    return Actor(profile.account, profile)


def take_on(adult: Profile, child: Profile, *purposes: str) -> None:
    code = guardians.invite(actor=self_of(child), child=child)
    guardians.take_on(actor=self_of(adult), code=code, purposes=purposes or ["account"], language="en")
    child.refresh_from_db()


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()
