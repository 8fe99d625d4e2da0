"""Guardians, consent, closed profiles."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core import mail
from django.test import Client
from pytest_django import Settings
from pytest_django.fixtures import DjangoAssertNumQueries

from lyceum.kit import clock
from lyceum.kit.models import AuditEntry
from lyceum.people import api
from lyceum.people.consent_texts import consent_text, editions
from lyceum.people.models import Consent, Guardianship, Invitation, Profile
from lyceum.people.policies import NotAllowed
from lyceum.people.selectors import guardians as selectors
from lyceum.people.services import guardians as services
from tests.conftest import make_member, sign_in
from tests.people.families import ALL, make_adult, make_child, page, self_of, take_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def child(db: None) -> Profile:
    return make_child()


@pytest.fixture
def adult(db: None) -> Profile:
    return make_adult()


def code_on_sheet(child: Profile) -> str:
    text = sign_in(child).post("/en/account/guardians/sheet/").content.decode()
    found = re.search(r"<bdi>((?:[a-z2-9]{4}-){2}[a-z2-9]{4})</bdi>", text)
    assert found is not None
    assert "<svg" in text
    return found[1]


def test_a_child_that_signs_up_reads_what_works_and_what_is_missing() -> None:
    client = Client()
    form = {"name": "Cleo", "birth_year": "2016", "username": "cleo", "password1": "rivers bend slowly", "email": ""}
    assert client.post("/en/account/sign-up/", form)["Location"] == "/en/account/guardians/"
    text = page(client, "/en/account/guardians/")
    assert "One thing is missing" in text
    assert "Make the sheet" in text
    assert client.get("/en/courses/").status_code == 200


def test_the_code_of_a_sheet_leads_a_guardian_to_consent(child: Profile, adult: Profile) -> None:
    code = code_on_sheet(child)
    assert not Invitation.objects.filter(code_hash__contains=code).exists()
    guardian = sign_in(adult)
    typed = guardian.post("/en/account/for-a-child/", {"code": code.upper().replace("-", " ")})
    assert typed.status_code == 302
    assert "What is kept" in page(guardian, f"/en/account/for-a-child/{code}/")
    answer = guardian.post(f"/en/account/for-a-child/{code}/", {"purposes": ["account", "works"]})
    assert answer["Location"] == f"/en/account/children/{child.uuid}/"
    child.refresh_from_db()
    assert not child.is_closed
    assert api.has_consent(child, "works")
    assert not api.has_consent(child, "mail")
    assert set(Consent.objects.values_list("purpose", "text_version")) == {("account", "2026-11"), ("works", "2026-11")}
    assert AuditEntry.objects.filter(action="people.give_consent", profile=adult.uuid).count() == 2


def test_a_code_works_once(child: Profile, adult: Profile) -> None:
    code = code_on_sheet(child)
    services.take_on(actor=self_of(adult), code=code, purposes=["account"], language="en")
    with pytest.raises(services.InvitationVoid):
        services.take_on(actor=self_of(make_adult("emil")), code=code, purposes=["account"], language="en")
    assert "does not work" in page(sign_in(adult), f"/en/account/for-a-child/{code}/", 404)


def test_a_code_grows_old(child: Profile, adult: Profile, settings: Settings) -> None:
    code = code_on_sheet(child)
    later = clock.now() + timedelta(days=settings.GUARDIAN_INVITATION_DAYS, seconds=1)
    with time_machine.travel(later), pytest.raises(services.InvitationVoid):
        services.take_on(actor=self_of(adult), code=code, purposes=["account"], language="en")


def test_guessing_codes_is_slowed_down() -> None:
    client = Client()
    answers = [client.post("/en/account/for-a-child/", {"code": f"aaaa-bbbb-{n:04}"}).status_code for n in range(33)]
    assert (answers[0], answers[-1]) == (200, 429)


def test_a_link_is_mailed_and_the_address_is_not_kept(child: Profile) -> None:
    client = sign_in(child)
    client.post("/en/account/guardians/", {"email": "mother@example.org", "language": "fr"})
    assert mail.outbox[0].to == ["mother@example.org"]
    link = re.search(r"http://testserver(/fr/\S+)", str(mail.outbox[0].body))
    assert link is not None
    assert page(Client(), link[1])
    assert "mother@" not in str(list(AuditEntry.objects.values()) + list(Invitation.objects.values()))


def test_few_mails_a_day(child: Profile) -> None:
    client = sign_in(child)
    form = {"email": "mother@example.org", "language": "en"}
    answers = [client.post("/en/account/guardians/", form).status_code for _ in range(6)]
    assert (answers[4], answers[5], len(mail.outbox)) == (302, 429, 5)


@pytest.mark.parametrize("who", ["child", "sibling"])
def test_only_an_adult_agrees(child: Profile, who: str) -> None:
    other = child if who == "child" else make_adult("ben", 2012)
    code = code_on_sheet(child)
    sign_in(other).post(f"/en/account/for-a-child/{code}/", {"purposes": ["account"]})
    child.refresh_from_db()
    assert child.is_closed
    assert not Guardianship.objects.exists()


def test_a_child_cannot_make_itself_a_guardian(child: Profile) -> None:
    made_up = Profile.objects.create(account=child.account, name="Mother", birth_year=1980)
    code = code_on_sheet(child)
    with pytest.raises(NotAllowed):
        services.take_on(actor=self_of(made_up), code=code, purposes=["account"], language="en")


def test_an_adult_without_a_year_of_birth_tells_it(child: Profile) -> None:
    other = make_member("emil")
    address = f"/en/account/for-a-child/{code_on_sheet(child)}/"
    assert (
        "Only adults" in sign_in(other).post(address, {"purposes": ["account"], "birth_year": "2014"}).content.decode()
    )
    assert sign_in(other).post(address, {"purposes": ["account"], "birth_year": "1990"}).status_code == 302


def test_without_the_account_nothing_is_agreed(child: Profile, adult: Profile) -> None:
    code = code_on_sheet(child)
    answer = sign_in(adult).post(f"/en/account/for-a-child/{code}/", {"purposes": ["works"]})
    assert "Keep an account" in answer.content.decode()
    assert not Consent.objects.exists()


def test_withdrawing_closes_at_once_and_ends_the_childs_sessions(child: Profile, adult: Profile) -> None:
    take_on(adult, child, *ALL)
    client = sign_in(Profile.objects.get(pk=child.pk))
    assert client.get("/en/account/data/").status_code == 200
    sign_in(adult).post(f"/en/account/children/{child.uuid}/withdraw/", {"purpose": "account"})
    child.refresh_from_db()
    assert child.is_closed
    assert client.get("/en/account/data/").status_code == 302
    assert not api.can_be_seen(child)
    assert not api.can_take_part(self_of(child))
    assert "waits for your consent" in page(sign_in(adult), f"/en/account/children/{child.uuid}/")


def test_one_no_counts_for_all_guardians(child: Profile, adult: Profile) -> None:
    second = make_adult("emil")
    for guardian in (adult, second):
        take_on(guardian, child, *ALL)
    services.withdraw(actor=self_of(second), child=child, purpose="works")
    assert not api.has_consent(child, "works")
    assert api.has_consent(child, "discussions")


def test_the_filters_find_what_the_policies_say(child: Profile, adult: Profile) -> None:
    take_on(adult, child, "account", "works")
    make_child("closed")
    make_adult("grown", 1990)
    for purpose in ALL:
        found = set(api.with_consent(Profile.objects.all(), purpose))
        assert found == {one for one in Profile.objects.all() if api.has_consent(one, purpose)}
    assert set(api.seen(Profile.objects.all())) == {one for one in Profile.objects.all() if api.can_be_seen(one)}


def test_strangers_reach_no_child(child: Profile, adult: Profile, learner_client: Client) -> None:
    take_on(adult, child)
    for path in ("", "consent/", "withdraw/"):
        assert (
            learner_client.post(f"/en/account/children/{child.uuid}/{path}", {"purpose": "account"}).status_code == 404
        )
    child.refresh_from_db()
    assert not child.is_closed


def test_the_child_ends_it_once_of_age(child: Profile, adult: Profile) -> None:
    take_on(adult, child)
    row = Guardianship.objects.get()
    with pytest.raises(NotAllowed):
        services.end_guardianship(actor=self_of(child), guardianship=row)
    child.birth_year = 2000
    child.save()
    sign_in(child).post("/en/account/guardians/end/", {"guardianship": row.pk})
    row.refresh_from_db()
    child.refresh_from_db()
    assert row.ended_at is not None
    assert not child.is_closed


def test_the_last_guardian_leaving_closes(child: Profile, adult: Profile) -> None:
    take_on(adult, child)
    services.end_guardianship(actor=self_of(adult), guardianship=Guardianship.objects.get())
    child.refresh_from_db()
    assert child.is_closed


def test_coming_of_age_opens(child: Profile) -> None:
    assert services.open_those_of_age() == 0
    with time_machine.travel(clock.now().replace(year=2016 + 17, month=6)):
        assert services.open_those_of_age() == 1
        assert services.open_those_of_age() == 0
    child.refresh_from_db()
    assert not child.is_closed


def test_a_new_edition_asks_again_and_tells_what_is_new(
    child: Profile, adult: Profile, settings: Settings, tmp_path: Path
) -> None:
    for edition in ("2026-11", "2027-03"):
        (tmp_path / edition).mkdir()
        (tmp_path / edition / "en.md").write_text(f"Text of {edition}")
    (tmp_path / "2027-03" / "en.changes.md").write_text("We now keep shoe sizes. <script>")
    take_on(adult, child)
    settings.CONSENT_TEXTS = tmp_path
    client = sign_in(adult)
    assert "The text has changed" in page(client, "/en/account/children/")
    text = page(client, f"/en/account/children/{child.uuid}/consent/")
    assert "shoe sizes" in text
    assert "<script>" not in text.split("<main")[1].split("</main")[0]
    assert api.has_consent(child, "account")
    client.post(f"/en/account/children/{child.uuid}/consent/", {"purposes": ["account"]})
    assert "The text has changed" not in page(client, "/en/account/children/")
    child.refresh_from_db()
    assert not child.is_closed
    assert not AuditEntry.objects.filter(action="people.close_profile").exists()


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "ar", "zh-Hans"])
def test_the_text_stands_in_every_language(language: str) -> None:
    found, text = consent_text(editions()[-1], language)
    assert found == language
    assert text.count("<h2>") == 4


def test_an_adult_adds_a_child_to_the_own_account(adult: Profile) -> None:
    client = sign_in(adult)
    form = {"name": "Fay", "picture": "kite", "birth_year": "2017"}
    answer = client.post("/en/account/profiles/", form)
    child = Profile.objects.get(name="Fay")
    assert answer["Location"] == f"/en/account/children/{child.uuid}/consent/"
    assert child.is_closed
    client.post(answer["Location"], {"purposes": ["account"]})
    child.refresh_from_db()
    assert not child.is_closed
    assert client.get("/en/account/children/").status_code == 200


def test_educators_see_nothing_of_who_is_closed(child: Profile, adult: Profile) -> None:
    take_on(adult, child)
    assert api.can_see_learning(self_of(adult), child)
    services.withdraw(actor=self_of(adult), child=child, purpose="account")
    child.refresh_from_db()
    assert api.can_see_learning(self_of(adult), child)
    assert child in api.learning_visible_to(self_of(adult))


def test_children_take_as_many_queries_however_many(
    adult: Profile, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(4):
        take_on(adult, make_child(f"child{number}"), *ALL)
    with django_assert_num_queries(3):
        assert len(selectors.children(self_of(adult))) == 4
