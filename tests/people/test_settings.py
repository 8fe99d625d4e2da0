"""Own settings and the language of a page."""

import pytest
from django.test import Client

from lyceum.people.models import Profile

FORM = {"name": "Amina", "language": "fr", "time_zone": "Africa/Nairobi", "theme": "dark", "saves_data": "on"}


@pytest.mark.django_db
def test_settings_are_kept_and_the_page_turns_to_the_language(learner: Profile, learner_client: Client) -> None:
    answer = learner_client.post("/en/account/settings/", FORM)
    assert answer["Location"] == "/fr/account/settings/"
    learner.refresh_from_db()
    assert (learner.language, learner.time_zone, learner.theme, learner.saves_data) == (
        "fr",
        "Africa/Nairobi",
        "dark",
        True,
    )
    page = learner_client.get("/fr/account/settings/").content.decode()
    assert '<html lang="fr" dir="ltr" data-theme="dark" data-saver>' in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong", [{"language": "xx"}, {"time_zone": "Mars/Olympus"}, {"theme": "pink"}, {"name": "x" * 61}]
)
def test_wrong_settings_are_refused(wrong: dict[str, str], learner: Profile, learner_client: Client) -> None:
    assert learner_client.post("/en/account/settings/", {**FORM, **wrong}).status_code == 200
    learner.refresh_from_db()
    assert learner.language == "en"


@pytest.mark.django_db
def test_a_visitor_who_looks_at_settings_leaves_no_trace() -> None:
    client = Client()
    assert client.get("/en/account/settings/").status_code == 200
    assert not Profile.objects.exists()


@pytest.mark.django_db
def test_the_data_saver_is_a_switch(learner: Profile, learner_client: Client) -> None:
    learner_client.post("/en/account/data-saver/", {"next": "/en/help/"})
    assert " data-saver>" in learner_client.get("/en/help/").content.decode()
    learner.refresh_from_db()
    assert learner.saves_data
    learner_client.post("/en/account/data-saver/", {"next": "/en/help/"})
    assert " data-saver>" not in learner_client.get("/en/help/").content.decode()


@pytest.mark.django_db
def test_a_browser_needs_no_token_and_a_page_leaves_no_cookie_for_the_switch() -> None:
    client = Client(enforce_csrf_checks=True)
    client.get("/en/help/")
    assert not client.cookies
    answer = client.post("/en/account/data-saver/", {"next": "/en/help/"})
    assert (answer.status_code, answer["Location"]) == (302, "/en/help/")
    assert " data-saver>" in client.get("/en/help/").content.decode()


@pytest.mark.django_db
def test_the_switch_goes_before_the_browsers_wish_and_the_settings_before_an_old_switch(
    learner_client: Client,
) -> None:
    asks = {"save-data": "on"}
    learner_client.post("/en/account/data-saver/", {"next": "/en/help/"}, headers=asks)
    assert " data-saver>" not in learner_client.get("/en/help/", headers=asks).content.decode()
    learner_client.post("/en/account/settings/", {**FORM, "language": "en"})
    assert " data-saver>" in learner_client.get("/en/help/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_the_switch_leads_nowhere_else(target: str) -> None:
    answer = Client().post("/en/account/data-saver/", {"next": target})
    assert answer["Location"] == "/en/my/"


@pytest.mark.django_db
def test_the_browsers_save_data_is_followed() -> None:
    assert " data-saver>" in Client().get("/en/help/", headers={"save-data": "on"}).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("accepts", "expected"),
    [("ar,en;q=0.5", "/ar/"), ("zh-CN,zh;q=0.9", "/zh-hans/"), ("de", "/en/"), ("ru-RU", "/ru/"), ("", "/en/")],
)
def test_the_front_door_follows_the_browser(accepts: str, expected: str) -> None:
    assert Client().get("/", headers={"accept-language": accepts})["Location"] == expected


@pytest.mark.django_db
def test_the_account_goes_before_the_browser(learner: Profile, learner_client: Client) -> None:
    Profile.objects.filter(pk=learner.pk).update(language="es")
    assert learner_client.get("/", headers={"accept-language": "ru"})["Location"] == "/es/"


@pytest.mark.django_db
def test_the_address_goes_before_the_account(learner: Profile, learner_client: Client) -> None:
    Profile.objects.filter(pk=learner.pk).update(language="es")
    assert '<html lang="ar" dir="rtl"' in learner_client.get("/ar/help/").content.decode()


@pytest.mark.django_db
def test_the_language_switch_stays_on_the_page() -> None:
    page = Client().get("/en/search/?q=loops").content.decode()
    for code in ("fr", "es", "ru", "ar", "zh-hans"):
        assert f'href="/{code}/search/?q=loops"' in page


def test_a_new_account_keeps_the_language_of_the_page(client: Client, db: None) -> None:
    form = {"name": "Li", "birth_year": "2001", "username": "liwei", "password1": "rivers bend slowly"}
    client.post("/zh-hans/account/sign-up/", form)
    assert Profile.objects.get(account__username="liwei").language == "zh-Hans"
    client.post("/zh-hans/account/profiles/", {"name": "Mei", "picture": "sun", "birth_year": "1990"})
    assert Profile.objects.get(name="Mei").language == "zh-Hans"


def test_settings_of_a_visitor_offer_the_language_of_the_page(client: Client, db: None) -> None:
    assert '<option value="zh-Hans" selected>' in client.get("/zh-hans/account/settings/").content.decode()
