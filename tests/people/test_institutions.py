"""Founding, changing and moving institutions; roles and links; who sees what of it."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lyceum.kit import clock
from lyceum.kit.models import AuditEntry
from lyceum.people.models import Institution, Membership, Profile, Role, RoleInvitation
from lyceum.people.policies import NotAllowed
from lyceum.people.selectors import institutions as selectors
from lyceum.people.services import institutions as services
from tests.conftest import make_member, sign_in
from tests.people.institutions import actor_of, make_institution, make_worker

pytestmark = pytest.mark.django_db
FORM = {"name": "Río School", "kind": "school", "country": "KE", "languages": ["en", "ar"]}


def queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


def test_an_operator_founds_an_institution_and_a_second_post_founds_no_second(operator_client: Client) -> None:
    form = {**FORM, "once": str(uuid.uuid4())}
    first = operator_client.post("/en/institutions/new/", form)
    again = operator_client.post("/en/institutions/new/", form)
    row = Institution.objects.get()
    assert first["Location"] == again["Location"] == f"/en/institutions/{row.slug}/members/"
    assert (row.slug, row.path, row.languages) == ("rio-school", f"/{row.pk}/", ["en", "ar"])
    assert AuditEntry.objects.filter(action="people.create_institution").count() == 1


def test_countries_are_named_in_the_language_of_the_page(operator_client: Client) -> None:
    assert "Egypt</option>" in operator_client.get("/en/institutions/new/").content.decode()
    assert "Égypte</option>" in operator_client.get("/fr/institutions/new/").content.decode()


def test_what_was_typed_wrong_comes_back(operator_client: Client) -> None:
    page = operator_client.post("/en/institutions/new/", {**FORM, "country": "XX"}).content.decode()
    assert "Río School" in page
    assert not Institution.objects.exists()


def test_others_found_nothing(learner_client: Client) -> None:
    assert learner_client.post("/en/institutions/new/", FORM).status_code == 403
    assert not Institution.objects.exists()


def test_an_admin_founds_below_and_sees_it() -> None:
    district = make_institution("District")
    client = sign_in(make_worker(district, Role.ADMIN))
    client.post(f"/en/institutions/new/?below={district.slug}", {**FORM, "once": str(uuid.uuid4())})
    school = Institution.objects.get(name="Río School")
    assert school.path == f"{district.path}{school.pk}/"
    assert "Río School" in client.get(f"/en/institutions/{district.slug}/").content.decode()


def test_a_move_rewrites_the_whole_branch_and_makes_no_circle() -> None:
    old, new = make_institution("Old"), make_institution("New")
    school = make_institution("School", old)
    room = make_institution("Room", school)
    operator = actor_of(make_member("olga", is_staff=True))
    services.move_institution(actor=operator, institution=school, parent=new)
    room.refresh_from_db()
    assert room.path == f"/{new.pk}/{school.pk}/{room.pk}/"
    school.refresh_from_db()
    with pytest.raises(services.Circle):
        services.move_institution(actor=operator, institution=school, parent=room)
    with pytest.raises(services.Circle):
        services.move_institution(actor=operator, institution=school, parent=school)


def test_institutions_lie_in_one_another_only_so_deep() -> None:
    operator = actor_of(make_member("olga", is_staff=True))
    place: Institution | None = None
    for _ in range(services.DEEPEST):
        place = make_institution("Deep", place)
    with pytest.raises(services.TooDeep):
        services.create_institution(actor=operator, parent=place, once=uuid.uuid4(), **FORM)  # type: ignore[arg-type]


def test_an_admin_gives_and_takes_roles() -> None:
    school = make_institution()
    client, boris = sign_in(make_worker(school, Role.ADMIN)), make_member("boris")
    page = f"/en/institutions/{school.slug}/members/"
    assert client.post(page, {"do": "give", "login": "BORIS", "role": "educator"}).status_code == 302
    membership = Membership.objects.get(profile=boris)
    assert membership.role == "educator"
    client.post(page, {"do": "remove", "membership": membership.pk})
    assert not Membership.objects.filter(profile=boris).exists()
    actions = AuditEntry.objects.filter(thing=f"people.profile:{boris.pk}").values_list("action", flat=True)
    assert set(actions) == {"people.give_role", "people.remove_role"}


def test_an_unknown_name_is_answered_with_what_to_do() -> None:
    school = make_institution()
    client = sign_in(make_worker(school, Role.ADMIN))
    page = client.post(f"/en/institutions/{school.slug}/members/", {"do": "give", "login": "nobody", "role": "author"})
    assert "Make a link for them instead" in page.content.decode()
    assert 'value="nobody"' in page.content.decode()


def test_the_last_admin_stays_unless_an_operator_says_so() -> None:
    school = make_institution()
    admin = make_worker(school, Role.ADMIN)
    mine = Membership.objects.get(profile=admin)
    with pytest.raises(services.LastAdmin):
        services.remove_role(actor=actor_of(admin), membership_id=mine.pk, institution=school)
    services.remove_role(actor=actor_of(make_member("olga", is_staff=True)), membership_id=mine.pk, institution=school)
    assert not Membership.objects.exists()


def test_a_link_gives_its_role_once_and_is_kept_as_a_hash() -> None:
    school = make_institution()
    admin, boris = sign_in(make_worker(school, Role.ADMIN)), make_member("boris")
    page = admin.post(f"/en/institutions/{school.slug}/members/", {"do": "invite", "role": "educator"}).content.decode()
    found = re.search(r"http://testserver(/en/institutions/invitation/([\w-]+)/)", page)
    assert found is not None
    assert found[2] not in RoleInvitation.objects.get().code_hash
    assert Client().get(found[1]).status_code == 302
    client = sign_in(boris)
    assert "River School" in client.get(found[1]).content.decode()
    client.post(found[1])
    assert Membership.objects.get(profile=boris).role == "educator"
    late = sign_in(make_member("chen")).post(found[1])
    assert "does not work" in late.content.decode()
    assert Membership.objects.filter(role="educator").count() == 1


def test_a_link_ends(learner: Profile) -> None:
    school = make_institution()
    code = services.invite(actor=actor_of(make_worker(school, Role.ADMIN)), institution=school, role="author")
    with (
        time_machine.travel(clock.now() + services.INVITED_FOR + timedelta(minutes=1)),
        pytest.raises(services.Void),
    ):
        services.accept_invitation(actor=actor_of(learner), code=code)


def test_who_has_no_role_finds_no_institution(learner_client: Client) -> None:
    school = make_institution()
    assert learner_client.get(f"/en/institutions/{school.slug}/").status_code == 404
    assert learner_client.get("/en/institutions/never-was/").status_code == 404


def test_a_role_that_is_gone_is_refused_and_what_was_typed_stays() -> None:
    school = make_institution()
    admin = make_worker(school, Role.ADMIN)
    client = sign_in(admin)
    Membership.objects.filter(profile=admin).delete()
    answer = client.post(f"/en/institutions/{school.slug}/settings/", {**FORM, "name": "Half an hour of typing"})
    assert answer.status_code == 403
    assert "Half an hour of typing" in answer.content.decode()
    school.refresh_from_db()
    assert school.name == "River School"


@pytest.mark.parametrize("role", [Role.EDUCATOR, Role.LEARNER, Role.OBSERVER, Role.TECHNICIAN])
def test_only_admins_change(role: str) -> None:
    school = make_institution()
    actor = actor_of(make_worker(school, role))
    deeds: list[Callable[[], Any]] = [
        lambda: services.change_institution(actor=actor, institution=school, **FORM),  # type: ignore[arg-type]
        lambda: services.move_institution(actor=actor, institution=school, parent=None),
        lambda: services.give_role(actor=actor, institution=school, login="x", role="admin"),
        lambda: services.invite(actor=actor, institution=school, role="admin"),
        lambda: services.create_institution(actor=actor, parent=school, once=uuid.uuid4(), **FORM),  # type: ignore[arg-type]
    ]
    for deed in deeds:
        with pytest.raises(NotAllowed):
            deed()


def test_the_list_of_members_takes_as_many_queries_for_many(operator: Profile) -> None:
    school = make_institution()
    client = sign_in(make_worker(school, Role.ADMIN))
    few = queries(client, f"/en/institutions/{school.slug}/members/")
    for number in range(30):
        make_worker(school, Role.EDUCATOR, f"e{number}")
    assert queries(client, f"/en/institutions/{school.slug}/members/") == few
    assert few <= 14


def test_people_are_found_by_how_their_name_begins_through_an_index() -> None:
    school = make_institution()
    admin = make_worker(school, Role.ADMIN)
    elodie = make_worker(school, Role.LEARNER)
    elodie.name = "Élodie"
    elodie.save(update_fields=["name"])
    rows = selectors.members_of(actor_of(admin), school, begins="  élo")
    assert [row.profile for row in rows] == [elodie]
    found = Profile.objects.filter(selectors.begins_with("folded_name", "elo"))
    if connection.vendor == "sqlite":
        assert "folded_name" in found.explain()
