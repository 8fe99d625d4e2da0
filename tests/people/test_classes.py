"""Classes: making, joining, leaving, who sees whom, sign-in cards."""

import re
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lyceum.kit import clock
from lyceum.people.models import Account, ClassMember, Membership, Profile, Role, SchoolClass
from lyceum.people.policies import NotAllowed
from lyceum.people.services import children
from lyceum.people.services import classes as services
from tests.conftest import make_member, sign_in
from tests.people.institutions import (
    actor_of,
    add_children,
    make_class,
    make_institution,
    make_worker,
    put_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def educator() -> Profile:
    return make_worker(make_institution(), Role.EDUCATOR, "teacher")


@pytest.fixture
def school_class(educator: Profile) -> SchoolClass:
    return make_class(educator.memberships.get().institution, educator)


def code_of(school_class: SchoolClass, educator: Profile) -> str:
    return services.renew_join_code(actor=actor_of(educator), school_class=school_class).join_code


def test_an_educator_makes_a_class_once(educator: Profile) -> None:
    school = educator.memberships.get().institution
    client, form = sign_in(educator), {"name": "6a", "once": str(uuid.uuid4())}
    first = client.post(f"/en/institutions/{school.slug}/classes/", form)
    assert client.post(f"/en/institutions/{school.slug}/classes/", form)["Location"] == first["Location"]
    assert SchoolClass.objects.get().members.get().part == "educator"
    assert "6a" in client.get("/en/classes/").content.decode()


def test_joining_names_the_class_first_and_twice_is_friendly(
    educator: Profile, school_class: SchoolClass, learner: Profile, learner_client: Client
) -> None:
    code = code_of(school_class, educator)
    door = learner_client.post("/en/classes/join/", {"code": f"{code[:4]} {code[4:]}"}).content.decode()
    assert all(word in door for word in ("5b", "River School", "Teacher"))
    assert not ClassMember.objects.filter(profile=learner).exists()
    for said in ("You are in the class.", "You were in this class already."):
        page = learner_client.post("/en/classes/join/", {"code": code, "do": "join"}, follow=True).content.decode()
        assert said in page
    assert ClassMember.objects.get(profile=learner).part == "learner"
    assert Membership.objects.get(profile=learner).role == "learner"


def test_the_digits_of_any_script_are_a_code(
    educator: Profile, school_class: SchoolClass, learner_client: Client
) -> None:
    code = code_of(school_class, educator).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert "River School" in learner_client.post("/en/classes/join/", {"code": code}).content.decode()


def test_a_code_ends_is_stopped_and_is_renewed(educator: Profile, school_class: SchoolClass, learner: Profile) -> None:
    old = code_of(school_class, educator)
    new = code_of(school_class, educator)
    assert re.fullmatch(r"\d{8}", new)
    with pytest.raises(services.NoSuchCode):
        services.join(actor=actor_of(learner), code=old)
    with (
        time_machine.travel(clock.now() + services.JOINABLE_FOR + timedelta(minutes=1)),
        pytest.raises(services.NoSuchCode),
    ):
        services.join(actor=actor_of(learner), code=new)
    services.stop_join_code(actor=actor_of(educator), school_class=school_class)
    for code in (new, ""):
        with pytest.raises(services.NoSuchCode):
            services.join(actor=actor_of(learner), code=code)


def test_many_tries_are_slowed(learner_client: Client) -> None:
    answers = {learner_client.post("/en/classes/join/", {"code": f"{n:08}"}).status_code for n in range(62)}
    assert answers == {200, 429}


def test_a_whole_school_behind_one_address_joins(educator: Profile, school_class: SchoolClass) -> None:
    code = code_of(school_class, educator)
    for number in range(70):
        client = sign_in(make_member(f"m{number}"))
        assert client.post("/en/classes/join/", {"code": code, "do": "join"}).status_code == 302


def test_learners_see_educators_and_each_other_only_if_the_class_says_so(
    educator: Profile, school_class: SchoolClass, learner: Profile, learner_client: Client, stranger: Profile
) -> None:
    put_in(school_class, learner)
    put_in(school_class, stranger)
    page = f"/en/classes/{school_class.uuid}/"
    text = learner_client.get(page).content.decode()
    assert "Teacher" in text
    assert "Boris" not in text
    services.change_class(actor=actor_of(educator), school_class=school_class, name="5b", shows_names=True)
    assert "Boris" in learner_client.get(page).content.decode()
    Profile.objects.filter(pk=stranger.pk).update(is_closed=True)
    assert "Boris" not in learner_client.get(page).content.decode()
    waiting = sign_in(educator).get(page).content.decode()
    assert "Boris" in waiting
    assert "Waiting for consent" in waiting


def test_others_find_no_class(school_class: SchoolClass, learner_client: Client) -> None:
    foreign = sign_in(make_worker(make_institution("Other"), Role.ADMIN))
    for client in (learner_client, foreign):
        assert client.get(f"/en/classes/{school_class.uuid}/").status_code == 404


def test_leaving_ends_the_place_in_the_institution_too(
    educator: Profile, school_class: SchoolClass, learner: Profile, learner_client: Client
) -> None:
    services.join(actor=actor_of(learner), code=code_of(school_class, educator))
    learner_client.post(f"/en/classes/{school_class.uuid}/", {"do": "leave"})
    assert ClassMember.objects.get(profile=learner).left_at is not None
    assert not Membership.objects.filter(profile=learner).exists()
    assert learner_client.get(f"/en/classes/{school_class.uuid}/").status_code == 404
    services.join(actor=actor_of(learner), code=code_of(school_class, educator))
    assert ClassMember.objects.get(profile=learner).left_at is None


def test_an_educator_removes_a_learner_and_adds_an_educator(
    educator: Profile, school_class: SchoolClass, learner: Profile
) -> None:
    put_in(school_class, learner)
    client, page = sign_in(educator), f"/en/classes/{school_class.uuid}/"
    client.post(page, {"do": "remove", "person": learner.uuid})
    assert ClassMember.objects.get(profile=learner).left_at is not None
    assert (
        "No educator of the institution"
        in client.post(page, {"do": "educator", "login": "amina"}, follow=True).content.decode()
    )
    second = make_worker(school_class.institution, Role.EDUCATOR, "second")
    client.post(page, {"do": "educator", "login": "second"})
    assert ClassMember.objects.get(profile=second).part == "educator"


def test_the_last_educator_stays(educator: Profile, school_class: SchoolClass) -> None:
    with pytest.raises(services.LastEducator):
        services.leave(actor=actor_of(educator), school_class=school_class)


def test_a_closed_class_takes_nobody(educator: Profile, school_class: SchoolClass, learner: Profile) -> None:
    code = code_of(school_class, educator)
    sign_in(educator).post(f"/en/classes/{school_class.uuid}/settings/", {"do": "close"})
    with pytest.raises(services.NoSuchCode):
        services.join(actor=actor_of(learner), code=code)
    with pytest.raises(NotAllowed):
        services.renew_join_code(actor=actor_of(educator), school_class=school_class)
    assert sign_in(educator).get(f"/en/classes/{school_class.uuid}/").status_code == 200


def test_a_learner_manages_nothing(school_class: SchoolClass, learner: Profile, learner_client: Client) -> None:
    put_in(school_class, learner)
    base = f"/en/classes/{school_class.uuid}/"
    for path in ("settings/", "learners/", "pictures/"):
        assert learner_client.get(base + path).status_code == 403
    for form in ({"do": "code"}, {"do": "remove", "person": str(learner.uuid)}, {"do": "educator", "login": "x"}):
        assert learner_client.post(base, form).status_code == 403
    assert learner_client.post(f"{base}cards/", {"people": str(learner.uuid)}).status_code == 403


def test_children_get_accounts_with_cards_shown_once(educator: Profile, school_class: SchoolClass) -> None:
    client, form = sign_in(educator), {"names": "Ana\n\n  Bo  ris \n", "way": "password", "once": str(uuid.uuid4())}
    page = client.post(f"/en/classes/{school_class.uuid}/learners/", form)
    text = page.content.decode()
    assert page["Cache-Control"].count("no-store") == 1
    username, password = re.findall(r'dir="ltr"><bdi>([^<]+)</bdi>', text)[:2]
    account = Account.objects.get(username=username)
    assert account.check_password(password)
    assert account.email == ""
    assert account.profiles.get().is_closed
    assert Client().post("/en/account/sign-in/", {"login": username, "password": password}).status_code == 302
    again = client.post(f"/en/classes/{school_class.uuid}/learners/", form, follow=True).content.decode()
    assert "are in the class already" in again
    assert ClassMember.objects.filter(part="learner").count() == 2


def test_new_cards_make_the_old_void(educator: Profile, school_class: SchoolClass) -> None:
    (card,) = add_children(educator, school_class, "Ana", pictures=False)
    child = Profile.objects.get(name="Ana")
    page = sign_in(educator).post(f"/en/classes/{school_class.uuid}/cards/", {"people": child.uuid, "way": "password"})
    account = Account.objects.get(username=card.username)
    assert page.status_code == 200
    assert card.password not in page.content.decode()
    assert not account.check_password(card.password)


def test_an_account_that_somebody_made_for_themselves_is_nobodys_to_renew(
    educator: Profile, school_class: SchoolClass, learner: Profile
) -> None:
    put_in(school_class, learner)
    (card,) = add_children(educator, school_class, "Ana", pictures=False)
    grown = Profile.objects.get(name="Ana")
    Account.objects.filter(username=card.username).update(email="ana@example.org")
    for person in (learner, grown):
        with pytest.raises(NotAllowed):
            children.new_cards(
                actor=actor_of(educator), school_class=school_class, people=[person.uuid], by_pictures=True
            )


def test_the_educator_of_another_class_renews_nothing(educator: Profile, school_class: SchoolClass) -> None:
    add_children(educator, school_class, "Ana")
    other = make_worker(school_class.institution, Role.EDUCATOR)
    theirs = make_class(school_class.institution, other, "6a")
    with pytest.raises(NotAllowed):
        children.new_cards(
            actor=actor_of(other), school_class=theirs, people=[Profile.objects.get(name="Ana").uuid], by_pictures=True
        )


def test_pages_take_as_many_queries_for_many(educator: Profile, school_class: SchoolClass) -> None:
    client = sign_in(educator)
    paths = (
        f"/en/classes/{school_class.uuid}/",
        "/en/classes/",
        f"/en/institutions/{school_class.institution.slug}/classes/",
    )
    add_children(educator, school_class, "Ana")

    def count(path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    few = [count(path) for path in paths]
    for number in range(12):
        put_in(school_class, make_member(f"m{number}"))
        make_class(school_class.institution, educator, f"class {number}")
    assert [count(path) for path in paths] == few
    assert max(few) <= 20
