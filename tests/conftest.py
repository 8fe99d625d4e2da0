"""Actors and data that many tests share."""

import uuid

import pytest
from django.core.cache import cache
from django.test import Client

from lyceum.people.models import Account, Profile


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    cache.clear()


def make_member(username: str, *, is_staff: bool = False) -> Profile:
    account = Account.objects.create_user(username=username, password="a good long password", is_staff=is_staff)
    return Profile.objects.create(account=account, name=username.title(), language="en", uuid=uuid.uuid4())


def sign_in(profile: Profile) -> Client:
    client = Client()
    client.force_login(profile.account)
    session = client.session
    session["profile"] = profile.pk
    session.save()
    return client


@pytest.fixture
def learner(db: None) -> Profile:
    return make_member("amina")


@pytest.fixture
def stranger(db: None) -> Profile:
    return make_member("boris")


@pytest.fixture
def operator(db: None) -> Profile:
    return make_member("olga", is_staff=True)


@pytest.fixture
def learner_client(learner: Profile) -> Client:
    return sign_in(learner)


@pytest.fixture
def operator_client(operator: Profile) -> Client:
    return sign_in(operator)


@pytest.fixture
def guest(db: None) -> Client:
    """Somebody without an account who has done something, and so has a profile in the session."""
    client = Client()
    client.post("/en/account/settings/", {"name": "", "language": "en", "time_zone": "", "theme": ""})
    return client
