"""Signing up, in, out; guests; recovery."""

import re

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.test import Client, override_settings
from pytest_django import Settings

from lyceum.kit.models import AuditEntry
from lyceum.people.models import Account, Profile
from tests.conftest import sign_in

SIGN_UP = {"name": "Amina", "birth_year": "2001", "username": "amina", "password1": "rivers bend slowly", "email": ""}


def sign_up(client: Client, **changes: str) -> object:
    return client.post("/en/account/sign-up/", {**SIGN_UP, **changes})


@pytest.mark.django_db
def test_a_visitor_signs_up_and_is_signed_in() -> None:
    client = Client()
    response = sign_up(client)
    assert (response.status_code, response["Location"]) == (302, "/en/my/")
    profile = Profile.objects.get()
    assert (profile.name, profile.birth_year, profile.is_closed, profile.account.username) == (
        "Amina",
        2001,
        False,
        "amina",
    )
    assert "Amina" in client.get("/en/my/").content.decode()
    assert AuditEntry.objects.filter(action="people.open_account", account=profile.account).exists()


@pytest.mark.django_db
def test_a_child_is_asked_for_no_email_and_gets_a_closed_profile() -> None:
    sign_up(Client(), birth_year="2014", email="child@example.org")
    profile = Profile.objects.get()
    assert profile.is_closed
    assert profile.account.email == ""


@pytest.mark.django_db
def test_an_adult_may_give_an_email() -> None:
    sign_up(Client(), email="amina@example.org")
    assert Account.objects.get().email == "amina@example.org"


@pytest.mark.django_db
def test_a_taken_email_is_not_told_apart() -> None:
    sign_up(Client(), email="amina@example.org")
    response = sign_up(Client(), username="second", email="AMINA@example.org")
    assert response.status_code == 302
    assert Account.objects.get(username="second").email == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"birth_year": "12"}, "four digits"),
        ({"birth_year": "next"}, "whole number"),
        ({"password1": "password"}, "too common"),
        ({"name": ""}, "required"),
        ({"username": "x y"}, "valid username"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_is_kept(changes: dict[str, str], said: str) -> None:
    response = sign_up(Client(), **changes)
    page = response.content.decode()
    assert response.status_code == 200
    assert said in page
    assert not Account.objects.exists()
    if "username" not in changes:
        assert 'value="amina"' in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", ["E-mail (si tu veux)", "moins de 13 ans", "Au moins 11 caractères"]),
        ("ar", ["البريد الإلكتروني (إن شئت)", "١٣", "١١"]),
        ("zh-hans", ["不满 13 岁", "至少 11 个字符"]),
    ],
)
def test_the_form_speaks_the_readers_language(language: str, said: list[str]) -> None:
    length = {"NAME": f"{validate_password.__module__}.MinimumLengthValidator", "OPTIONS": {"min_length": 11}}
    with override_settings(AGE_OF_CONSENT=13, AUTH_PASSWORD_VALIDATORS=[length]):
        page = Client().get(f"/{language}/account/sign-up/").content.decode()
    assert [words for words in said if words not in page] == []
    assert "Leave it empty" not in page


@pytest.mark.django_db
def test_signing_up_takes_the_guest_along(guest: Client) -> None:
    before = Profile.objects.get()
    sign_up(guest)
    after = Profile.objects.get()
    assert after.pk == before.pk
    assert after.account is not None


@pytest.mark.django_db
def test_signing_in_merges_the_guest_once(guest: Client, learner: Profile) -> None:
    visitor = Profile.objects.exclude(pk=learner.pk).get()
    response = guest.post("/en/account/sign-in/", {"login": "amina", "password": "a good long password"})
    assert response.status_code == 302
    visitor.refresh_from_db()
    assert visitor.merged_into == learner
    assert guest.session["profile"] == learner.pk


@pytest.mark.django_db
def test_sign_in_fails_kindly_and_is_throttled(learner: Profile) -> None:
    client = Client()
    wrong = {"login": "amina", "password": "wrong"}
    answers = [client.post("/en/account/sign-in/", wrong) for _ in range(12)]
    assert answers[0].status_code == 200
    assert "_auth_user_id" not in client.session
    right = client.post("/en/account/sign-in/", {"login": "amina", "password": "a good long password"})
    assert right.status_code != 302 or right["Location"] != "/en/my/"


@pytest.mark.django_db
def test_signing_out_keeps_everything(learner: Profile, learner_client: Client) -> None:
    assert learner_client.get("/en/account/sign-out/").status_code == 200
    learner_client.post("/en/account/sign-out/")
    assert "_auth_user_id" not in learner_client.session
    assert Profile.objects.filter(pk=learner.pk).exists()


@pytest.mark.django_db
def test_a_changed_password_ends_other_sessions(learner: Profile) -> None:
    here, there = sign_in(learner), sign_in(learner)
    account = learner.account
    assert account is not None
    account.set_password("quite another password")
    account.save()
    for client in (here, there):
        assert client.get("/en/account/profiles/").status_code == 302


@pytest.mark.django_db
def test_a_reset_link_comes_by_mail_and_works_once(learner: Profile) -> None:
    account = learner.account
    assert account is not None
    account.email = "amina@example.org"
    account.save()
    client = Client()
    client.post("/en/account/password/reset/", {"email": "amina@example.org"})
    link = re.search(r"http://testserver(/\S+)", mail.outbox[0].body)
    assert link is not None
    form = client.get(link[1], follow=True)
    answer = client.post(
        form.redirect_chain[-1][0], {"password1": "stones in a stream", "password2": "stones in a stream"}
    )
    assert answer.status_code == 302
    account.refresh_from_db()
    assert account.check_password("stones in a stream")
    assert "no longer works" in Client().get(link[1], follow=True).content.decode()


@pytest.mark.django_db
def test_an_unknown_address_gets_the_same_page(learner: Profile) -> None:
    answer = Client().post("/en/account/password/reset/", {"email": "nobody@example.org"}, follow=True)
    assert "on its way" in answer.content.decode()


@pytest.mark.django_db
def test_a_printed_code_resets_once(learner: Profile, learner_client: Client) -> None:
    page = learner_client.post("/en/account/recovery-code/").content.decode()
    code = re.search(r"([a-z0-9]{4}(?:-[a-z0-9]{4}){3})", page)
    assert code is not None
    form = {"username": "amina", "code": code[1].upper(), "password": "stones in a stream"}
    assert Client().post("/en/account/password/reset/code/", form).status_code == 302
    learner.account.refresh_from_db()  # type: ignore[union-attr]
    assert learner.account.check_password("stones in a stream")  # type: ignore[union-attr]
    assert "do not belong together" in Client().post("/en/account/password/reset/code/", form).content.decode()


@pytest.mark.django_db
def test_a_code_opens_the_door_to_no_weak_password(learner: Profile, learner_client: Client) -> None:
    page = learner_client.post("/en/account/recovery-code/").content.decode()
    code = re.search(r"([a-z0-9]{4}(?:-[a-z0-9]{4}){3})", page)
    assert code is not None
    form = {"username": "amina", "code": code[1], "password": "password"}
    assert "too common" in Client().post("/en/account/password/reset/code/", form).content.decode()
    assert Client().post("/en/account/password/reset/code/", {**form, "password": "a new river"}).status_code == 302


@pytest.mark.django_db
def test_guessing_codes_is_stopped(learner: Profile) -> None:
    form = {"username": "amina", "code": "aaaa-aaaa-aaaa-aaaa", "password": "stones in a stream"}
    statuses = [Client().post("/en/account/password/reset/code/", form).status_code for _ in range(22)]
    assert statuses[0] == 200
    assert statuses[-1] == 429


@pytest.mark.django_db
def test_people_share_a_device(learner: Profile, learner_client: Client) -> None:
    learner_client.post("/en/account/profiles/", {"name": "Baraka", "picture": "boat", "birth_year": "1990"})
    second = Profile.objects.get(name="Baraka")
    assert "Baraka" in learner_client.get("/en/my/").content.decode()
    learner_client.post("/en/account/profiles/switch/", {"profile": str(learner.uuid)})
    assert learner_client.session["profile"] == learner.pk
    assert second.account == learner.account


@pytest.mark.django_db
def test_nobody_switches_to_a_strangers_profile(stranger: Profile, learner_client: Client) -> None:
    before = learner_client.session["profile"]
    assert learner_client.post("/en/account/profiles/switch/", {"profile": str(stranger.uuid)}).status_code == 404
    assert learner_client.post("/en/account/profiles/switch/", {"profile": "not-a-uuid"}).status_code == 404
    assert learner_client.session["profile"] == before


@pytest.mark.django_db
def test_a_forged_profile_in_the_session_is_not_believed(stranger: Profile, learner_client: Client) -> None:
    session = learner_client.session
    session["profile"] = stranger.pk
    session.save()
    assert "Boris" not in learner_client.get("/en/my/").content.decode()


@pytest.mark.django_db
def test_an_account_holds_thirty_people(learner: Profile, learner_client: Client) -> None:
    for number in range(29):
        Profile.objects.create(account=learner.account, name=f"P{number}")
    answer = learner_client.post("/en/account/profiles/", {"name": "One more", "picture": "boat", "birth_year": "1990"})
    assert "as many people as it can hold" in answer.content.decode()
    assert not Profile.objects.filter(name="One more").exists()


@pytest.mark.django_db
def test_a_closed_account_is_nobody(learner: Profile, learner_client: Client) -> None:
    Account.objects.filter(pk=learner.account_id).update(is_active=False)
    assert learner_client.get("/en/account/profiles/").status_code == 302


@pytest.mark.django_db
def test_behind_a_proxy_people_are_told_apart(learner: Profile, settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    form = {"username": "amina", "code": "aaaa-aaaa-aaaa-aaaa", "password": "stones in a stream"}
    address = "/en/account/password/reset/code/"
    one = [Client().post(address, form, headers={"x-forwarded-for": "192.0.2.1"}).status_code for _ in range(21)]
    assert one[-1] == 429
    assert Client().post(address, form, headers={"x-forwarded-for": "192.0.2.2"}).status_code == 200
