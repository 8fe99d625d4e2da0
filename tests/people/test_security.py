"""Devices, authenticator apps, sealed secrets, passwords."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from lyceum.people import sealing
from lyceum.people.models import DeviceSession, Profile
from tests.people.families import page

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
PASSWORD = "a good long password"


def signed_in(agent: str = FIREFOX) -> Client:
    client = Client(headers={"user-agent": agent})
    client.post("/en/account/sign-in/", {"login": "amina", "password": PASSWORD})
    return client


def confirmed(client: Client) -> Client:
    """The library asks once more who it is before anything about signing in changes."""
    answer = client.post("/en/account/security/again/?next=/en/account/security/", {"password": PASSWORD})
    assert answer.status_code == 302
    return client


def code_for(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def test_devices_are_listed_and_signed_out(learner: Profile) -> None:
    here, there = signed_in(), signed_in(CHROME)
    text = page(here, "/en/account/security/")
    assert "Firefox · Android" in text
    assert "Chrome · Windows" in text
    row = DeviceSession.objects.get(browser="Chrome")
    here.post("/en/account/security/devices/end/", {"device": row.pk})
    assert there.get("/en/account/security/").status_code == 302
    assert here.get("/en/account/security/").status_code == 200


def test_all_others_are_signed_out_at_once(learner: Profile) -> None:
    here, there = signed_in(), signed_in(CHROME)
    here.post("/en/account/security/devices/end-others/")
    assert (here.get("/en/account/security/").status_code, there.get("/en/account/security/").status_code) == (200, 302)
    assert page(here, "/en/account/security/").count("Signed in on") == 1


def test_nobody_signs_out_a_strangers_device(learner: Profile, stranger: Profile) -> None:
    client = signed_in()
    other = DeviceSession.objects.create(account=stranger.account, session_key="x", started_at="2026-01-01T00:00Z")  # type: ignore[misc]
    assert client.post("/en/account/security/devices/end/", {"device": other.pk}).status_code == 404


def test_an_app_is_set_up_and_asked_for(learner: Profile) -> None:
    client = confirmed(signed_in())
    text = page(client, "/en/account/security/app/")
    found = re.search(r"<bdi>([A-Z2-7]{16,})</bdi>", text)
    assert found is not None
    assert "<svg" in text
    client.post("/en/account/security/app/", {"code": code_for(found[1])})
    stored = Authenticator.objects.get(type="totp")
    assert found[1] not in str(stored.data)
    assert "print" in page(client, "/en/account/security/recovery-codes/").lower()
    again = signed_in()
    assert again.get("/en/account/data/").status_code == 302
    assert "One more proof" in page(again, "/en/account/security/code/")
    code = page(client, "/en/account/security/recovery-codes/").split('dir="ltr"><bdi>')[1].split("<")[0]
    assert "invalid" not in again.post("/en/account/security/code/", {"code": code}).content.decode().lower()
    assert again.get("/en/account/data/").status_code == 200
    for address in ("app/remove/", "recovery-codes/new/", "passkeys/add/"):
        assert page(client, f"/en/account/security/{address}")


def test_a_sealed_secret_opens_with_its_key_only(settings: object) -> None:
    sealed = sealing.seal("geheim")
    assert "geheim" not in sealed
    assert sealing.unseal(sealed) == "geheim"
    with pytest.raises(sealing.Broken):
        sealing.unseal(sealed[:-4] + "AAA=")


@pytest.mark.parametrize("password", ["qwertyuiop12", "aaaaaaaaaaaa", "abcabcabcabc"])
def test_what_is_easily_guessed_is_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize("password", ["rivers bend slowly", "四条河慢慢弯过石头和山谷", "مفتاح نهر حجر قمر"])
def test_several_words_are_good_in_any_script(password: str) -> None:
    validate_password(password)
