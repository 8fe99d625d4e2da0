"""Signing in by pictures: from the code to the learner's page, and what such a session cannot do."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from lyceum.kit import clock
from lyceum.kit.models import AuditEntry
from lyceum.people.models import PICTURES, PictureSession, Profile, Role, SchoolClass
from lyceum.people.selectors.classes import SCHOOL_DAY
from lyceum.people.services import children, pictures
from tests.conftest import sign_in
from tests.people.institutions import actor_of, add_children, make_class, make_institution, make_worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def educator() -> Profile:
    return make_worker(make_institution(), Role.EDUCATOR, "teacher")


@pytest.fixture
def school_class(educator: Profile) -> SchoolClass:
    return make_class(educator.memberships.get().institution, educator)


@pytest.fixture
def card(educator: Profile, school_class: SchoolClass) -> children.Card:
    return add_children(educator, school_class, "Ana", "Boris")[0]


@pytest.fixture
def session(educator: Profile, school_class: SchoolClass, card: children.Card) -> PictureSession:
    return pictures.open_session(actor=actor_of(educator), school_class=school_class)


def page_of(session: PictureSession, name: str = "Ana") -> str:
    return f"/en/classes/pictures/{session.code}/{Profile.objects.get(name=name).uuid}/"


def press(client: Client, page: str, chosen: tuple[str, ...]) -> int:
    return [client.post(page, {"picture": one}).status_code for one in chosen][-1]


def wrong_of(card: children.Card) -> tuple[str, ...]:
    return tuple(name for name in PICTURES if name not in card.pictures)[:3]


@pytest.fixture
def child(session: PictureSession, card: children.Card) -> Client:
    client = Client()
    assert press(client, page_of(session), card.pictures) == 302
    return client


def test_a_child_signs_in_by_code_name_and_pictures(session: PictureSession, card: children.Card) -> None:
    client = Client()
    names = client.post("/en/classes/pictures/", {"code": session.code}, follow=True).content.decode()
    assert "Ana" in names
    page = page_of(session)
    client.post(page, {"picture": card.pictures[0]})
    half = client.get(page).content.decode()
    assert "1 of 3 pictures chosen" in half
    assert "aria-pressed" not in half
    assert press(client, page, card.pictures[1:]) == 302
    assert "Ana" in client.get("/en/my/").content.decode()
    assert AuditEntry.objects.filter(action="people.sign_in_by_pictures").count() == 1


def test_wrong_pictures_are_counted_for_each_child(session: PictureSession, card: children.Card) -> None:
    client = Client()
    for _ in range(pictures.TRIES):
        assert press(client, page_of(session), wrong_of(card)) == 403
    assert press(Client(), page_of(session), card.pictures) == 403
    assert "sessionid" not in client.cookies or client.get("/en/account/profiles/").status_code == 302
    boris = page_of(session, "Boris")
    assert "Ask your educator to help" not in client.post(boris, {"picture": "fish"}, follow=True).content.decode()


def test_new_pictures_give_new_tries(
    educator: Profile, school_class: SchoolClass, session: PictureSession, card: children.Card
) -> None:
    for _ in range(pictures.TRIES):
        press(Client(), page_of(session), wrong_of(card))
    (new,) = children.new_cards(
        actor=actor_of(educator),
        school_class=school_class,
        people=[Profile.objects.get(name="Ana").uuid],
        by_pictures=True,
    )
    assert press(Client(), page_of(session), new.pictures) == 302


def test_right_tries_use_none_up(session: PictureSession, card: children.Card) -> None:
    for _ in range(pictures.TRIES + 2):
        assert press(Client(), page_of(session), card.pictures) == 302


@pytest.mark.parametrize(
    "path",
    [
        "/en/account/settings/",
        "/en/account/profiles/",
        "/en/account/password/",
        "/en/account/recovery-code/",
        "/en/institutions/",
        "/en/classes/join/",
    ],
)
def test_pictures_open_no_page_of_the_account(child: Client, path: str) -> None:
    assert child.get(path).status_code == 403
    assert child.post(path).status_code == 403


def test_pictures_open_learning(child: Client, school_class: SchoolClass) -> None:
    for path in ("/en/my/", "/en/courses/", "/en/classes/", f"/en/classes/{school_class.uuid}/"):
        assert child.get(path).status_code == 200, path


def test_the_educator_ends_it_for_all(
    child: Client, educator: Profile, school_class: SchoolClass, session: PictureSession
) -> None:
    sign_in(educator).post(f"/en/classes/{school_class.uuid}/pictures/", {"do": "end"})
    assert child.get("/en/classes/").status_code == 302
    assert Client().get(f"/en/classes/pictures/{session.code}/").status_code == 404


def test_new_sign_ins_end_after_the_lesson_but_who_is_in_stays_for_the_day(
    child: Client, session: PictureSession, card: children.Card
) -> None:
    with time_machine.travel(clock.now() + pictures.OPEN_FOR + timedelta(minutes=1)):
        assert press(Client(), page_of(session), card.pictures) == 404
        assert child.get("/en/classes/").status_code == 200
    with time_machine.travel(clock.now() + SCHOOL_DAY + timedelta(minutes=1)):
        assert child.get("/en/classes/").status_code == 302


def test_the_finish_button_leads_back_to_the_names(child: Client, session: PictureSession) -> None:
    assert "picture_finish" not in child.get("/en/my/").content.decode()
    assert "/en/classes/pictures/finish/" in child.get("/en/my/").content.decode()
    answer = child.post("/en/classes/pictures/finish/")
    assert answer["Location"] == f"/en/classes/pictures/{session.code}/"
    assert child.get("/en/account/profiles/").status_code == 302


def test_what_the_one_before_did_as_a_guest_is_not_given_to_the_child(
    session: PictureSession, card: children.Card, guest: Client
) -> None:
    assert press(guest, page_of(session), card.pictures) == 302
    assert not Profile.objects.filter(merged_into__isnull=False).exists()


def test_a_child_of_another_class_is_not_there(session: PictureSession, school_class: SchoolClass) -> None:
    other = make_worker(make_institution("Other"), Role.EDUCATOR)
    theirs = make_class(other.memberships.get().institution, other)
    add_children(other, theirs, "Zoe")
    assert Client().get(page_of(session, "Zoe")).status_code == 404


def test_codes_are_not_to_be_found_by_trying(session: PictureSession) -> None:
    client = Client()
    answers = {client.get(f"/en/classes/pictures/{n:08}/").status_code for n in range(203)}
    assert answers == {404, 429}
