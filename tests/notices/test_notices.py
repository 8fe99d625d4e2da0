"""Telling people: once, in their language, at the time and by the way that they chose."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from lyceum.notices import kinds, mailing
from lyceum.notices.api import register_kind, tell
from lyceum.notices.models import Notice, Wish
from lyceum.notices.services import UnknownKind
from lyceum.people.models import Profile
from tests.conftest import make_member

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TITLE = "قصة <b>"


@pytest.fixture(autouse=True)
def _kind(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(kinds, "_kinds", {})
    register_kind(
        "test.marked", label="Marked work", sentence="%(title)s is marked, hand in by %(due_at)s.", mail="now"
    )
    register_kind("test.praise", label="Praise", sentence="%(name)s praised you.", mail="daily")
    with time_machine.travel(NOON, tick=False):
        yield


def say(*people: Profile, once: str = "a", kind: str = "test.marked") -> None:
    values = {"title": TITLE, "due_at": NOON.isoformat(), "name": "Ada"}
    tell(people=[person.pk for person in people], kind=kind, values=values, path="/help/", once=once)


def with_mail(profile: Profile, *, verified: bool = True) -> Profile:
    EmailAddress.objects.create(user=profile.account, email=f"{profile.pk}@example.org", verified=verified)
    return profile


def test_it_is_told_once_and_read_in_the_readers_language(learner: Profile, learner_client: Client) -> None:
    say(learner)
    say(learner)
    page = learner_client.get("/ar/notices/").content.decode()
    assert page.count("قصة &lt;b&gt;") == 1
    assert "\u2068" in page
    assert "٢٣" in page


def test_the_dot_goes_when_they_look(learner: Profile, learner_client: Client) -> None:
    assert "There is news for you" not in learner_client.get("/en/help/").content.decode()
    say(learner)
    assert "There is news for you" in learner_client.get("/en/help/").content.decode()
    learner_client.get("/en/notices/")
    assert "There is news for you" not in learner_client.get("/en/help/").content.decode()


def test_opening_leads_there_and_counts_as_read(learner: Profile, learner_client: Client) -> None:
    say(learner)
    notice = Notice.objects.get()
    assert learner_client.get(f"/fr/notices/{notice.pk}/")["Location"] == "/fr/help/"
    notice.refresh_from_db()
    assert notice.read_at == NOON
    assert notice.mail_due_at is None


def test_nobody_reads_anothers(learner: Profile, stranger: Profile, learner_client: Client) -> None:
    say(stranger)
    assert learner_client.get(f"/en/notices/{Notice.objects.get().pk}/").status_code == 404
    assert "is marked" not in learner_client.get("/en/notices/").content.decode()
    learner_client.post("/en/notices/read/")
    assert Notice.objects.get().read_at is None


def test_unknown_kinds_are_an_error_when_told_and_left_out_when_read(
    learner: Profile, learner_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UnknownKind):
        say(learner, kind="test.none")
    say(learner)
    monkeypatch.setattr(kinds, "_kinds", {})
    assert learner_client.get("/en/notices/").status_code == 200


def test_one_mail_for_all_that_is_due_and_never_twice(learner: Profile) -> None:
    with_mail(learner)
    say(learner, once="a")
    say(learner, once="b")
    assert mailing.send_due() == 1
    assert mailing.send_due() == 0
    assert mail.outbox[0].body.count("is marked") == 2
    assert mail.outbox[0].subject == "News for you at Lyceum"
    assert "http://127.0.0.1:8000/en/help/" in mail.outbox[0].body


@pytest.mark.parametrize("verified", [None, False])
def test_only_confirmed_addresses_get_mail(learner: Profile, verified: bool | None) -> None:
    if verified is not None:
        with_mail(learner, verified=verified)
    say(learner)
    assert mailing.send_due() == 0
    assert mail.outbox == []


def test_a_closed_profile_gets_no_mail(learner: Profile) -> None:
    with_mail(learner)
    Profile.objects.filter(pk=learner.pk).update(is_closed=True)
    say(learner)
    assert mailing.send_due() == 0


def test_mail_that_fails_is_tried_again(learner: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    with_mail(learner)
    say(learner)
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", _no_line)
        assert mailing.send_due() == 0
    assert mailing.send_due() == 0, "somebody may still hold it"
    with time_machine.travel(NOON + mailing.HOLD + timedelta(seconds=1), tick=False):
        assert mailing.send_due() == 1


def _no_line(*args: object) -> int:
    raise ConnectionRefusedError


def test_what_was_read_is_not_mailed(learner: Profile, learner_client: Client) -> None:
    with_mail(learner)
    say(learner)
    learner_client.post("/en/notices/read/")
    assert mailing.send_due() == 0


def test_digests_wait_for_their_hour(learner: Profile) -> None:
    with_mail(learner)
    say(learner, kind="test.praise")
    assert mailing.send_due() == 0
    with time_machine.travel(NOON.replace(hour=17), tick=False):
        assert mailing.send_due() == 1


def test_mail_is_in_the_persons_language_and_zone(learner: Profile) -> None:
    with_mail(learner)
    Profile.objects.filter(pk=learner.pk).update(language="fr", time_zone="Asia/Tokyo")
    Wish.objects.create(profile=learner, kind="test.marked", mail="weekly")
    say(learner)
    with time_machine.travel(datetime(2026, 11, 27, 8, tzinfo=UTC), tick=False):
        assert mailing.send_due() == 1
    assert "21:00" in mail.outbox[0].body
    with translation.override("en"):
        assert "/fr/notices/settings/" in mail.outbox[0].body


def test_choices_are_kept_and_followed(learner: Profile, learner_client: Client) -> None:
    data = {
        "starts": "22:00", "ends": "06:00", "test.marked-mail": "never", "test.praise-is_shown": "on", "test.praise-mail": "now",
    }  # fmt: skip
    assert learner_client.post("/en/notices/settings/", data).status_code == 302
    say(learner)
    assert not Notice.objects.exists(), "neither shown nor mailed"
    say(learner, kind="test.praise", once="b")
    assert Notice.objects.get().mail_due_at == NOON


def test_bad_choices_are_refused_and_kept_on_the_page(learner_client: Client) -> None:
    data = {"starts": "25:00", "ends": "06:00", "test.marked-mail": "often", "test.praise-mail": "now"}
    page = learner_client.post("/en/notices/settings/", data)
    assert page.status_code == 200
    assert "25:00" in page.content.decode()
    assert not Wish.objects.exists()


def test_one_click_stops_that_mail_and_no_other(learner: Profile) -> None:
    with_mail(learner)
    say(learner)
    mailing.send_due()
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    url = re.sub("^<http://[^/]+|>$", "", headers["List-Unsubscribe"])
    client = Client(enforce_csrf_checks=True)
    assert client.get(url).status_code == 200
    assert not Wish.objects.exists(), "a program that only opens links stops nothing"
    assert client.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200
    say(learner, once="b")
    say(learner, once="c", kind="test.praise")
    due = {notice.kind: notice.mail_due_at for notice in Notice.objects.exclude(once="a")}
    assert due["test.marked"] is None
    assert due["test.praise"] is not None


def test_a_forged_stop_link_finds_nothing(learner: Profile) -> None:
    assert Client().post("/en/notices/stop/WzEsInRlc3QiXQ:forged:forged/").status_code == 404


def test_telling_a_thousand_takes_no_more_queries_than_ten(
    db: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    people = [make_member(f"m{number}") for number in range(40)]
    with django_assert_max_num_queries(8):
        say(*people)
    assert Notice.objects.count() == 40


def test_the_list_is_paged_with_few_queries(
    learner: Profile, learner_client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(35):
        say(learner, once=str(number))
    learner_client.get("/en/notices/")
    with django_assert_max_num_queries(5):
        page = learner_client.get("/en/notices/").content.decode()
    assert page.count("is marked") == 30
    assert learner_client.get("/en/notices/?page=2").content.decode().count("is marked") == 5
