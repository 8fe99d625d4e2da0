"""Staff who look at, change, or act for a person."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from lyceum.kit import clock
from lyceum.kit.models import AuditEntry
from lyceum.people.models import Institution, Membership, Profile, StaffSession
from lyceum.people.policies import NotAllowed
from lyceum.people.services import staff as services
from tests.conftest import make_member, sign_in
from tests.people.families import page, self_of

pytestmark = pytest.mark.django_db
REASON = "The learner asked for help with a course"


def make_school(slug: str) -> Institution:
    school = Institution.objects.create(slug=slug, name=slug.title(), kind="school", country="KE", path="/0/")
    school.path = f"/{school.pk}/"
    school.save()
    return school


@pytest.fixture
def technician(learner: Profile) -> Profile:
    school = make_school("riverside")
    staff = make_member("tariq")
    Membership.objects.create(institution=school, profile=staff, role="technician")
    Membership.objects.create(institution=school, profile=learner, role="learner")
    return staff


def open_record(client: Client, subject: Profile, kind: str, reason: str = REASON) -> int:
    form = {"kind": kind, "reason": reason}
    return client.post(f"/en/account/people/{subject.uuid}/open/", form).status_code


def test_a_record_opens_for_a_reason_and_the_person_reads_it(technician: Profile, learner: Profile) -> None:
    client = sign_in(technician)
    assert "amina" in page(client, "/en/account/people/?q=AMINA")
    assert "Devices signed in" not in page(client, f"/en/account/people/{learner.uuid}/")
    assert open_record(client, learner, "look", "short") == 200
    assert not StaffSession.objects.exists()
    assert open_record(client, learner, "look") == 302
    assert "Devices signed in" in page(client, f"/en/account/people/{learner.uuid}/")
    text = page(sign_in(learner), "/en/account/activity/")
    assert [
        words for words in ("Opened the record to look", "IT technician", "Riverside", REASON) if words not in text
    ] == []
    client.post(f"/en/account/people/{learner.uuid}/close/")
    assert "Devices signed in" not in page(client, f"/en/account/people/{learner.uuid}/")


def test_a_record_closes_by_itself(technician: Profile, learner: Profile) -> None:
    client = sign_in(technician)
    open_record(client, learner, "look")
    with time_machine.travel(clock.now() + timedelta(minutes=61)):
        assert "Devices signed in" not in page(client, f"/en/account/people/{learner.uuid}/")


def test_staff_of_another_school_find_nobody(technician: Profile, learner: Profile, stranger: Profile) -> None:
    Membership.objects.create(institution=make_school("hillside"), profile=stranger, role="admin")
    client = sign_in(stranger)
    assert "Nobody with this username" in page(client, "/en/account/people/?q=amina")
    assert open_record(client, learner, "look") == 404


def test_looking_changes_nothing(technician: Profile, learner: Profile) -> None:
    client = sign_in(technician)
    open_record(client, learner, "look")
    form = {"name": "Other", "birth_year": "1990"}
    assert client.post(f"/en/account/people/{learner.uuid}/change/", form).status_code == 403
    assert client.post(f"/en/account/people/{learner.uuid}/reset/").status_code == 403


def test_editing_puts_right_and_a_childs_year_closes(technician: Profile, learner: Profile) -> None:
    client = sign_in(technician)
    open_record(client, learner, "edit")
    client.post(f"/en/account/people/{learner.uuid}/change/", {"name": "Amina", "birth_year": "2016"})
    learner.refresh_from_db()
    assert (learner.birth_year, learner.is_closed) == (2016, True)
    open_record(client, learner, "edit")
    client.post(f"/en/account/people/{learner.uuid}/change/", {"name": "Amina", "birth_year": "1990"})
    learner.refresh_from_db()
    assert not learner.is_closed


def test_a_reset_gives_a_code_and_signs_out(technician: Profile, learner: Profile) -> None:
    theirs, client = sign_in(learner), sign_in(technician)
    open_record(client, learner, "edit")
    assert "shown only now" in client.post(f"/en/account/people/{learner.uuid}/reset/").content.decode()
    assert theirs.get("/en/account/data/").status_code == 302


def test_acting_shows_a_banner_and_writes_both(technician: Profile, learner: Profile) -> None:
    client = sign_in(technician)
    open_record(client, learner, "act")
    assert "You act as" in page(client, "/en/my/")
    client.post("/en/account/settings/", {"name": "Amina B", "language": "en", "time_zone": "", "theme": ""})
    entry = AuditEntry.objects.get(action="people.change_settings")
    assert (entry.profile, entry.details["staff"]) == (learner.uuid, str(technician.uuid))
    assert "IT technician" in page(sign_in(learner), "/en/account/activity/")


@pytest.mark.parametrize(
    "address",
    [
        "password/",
        "security/",
        "data/",
        "data/erase/",
        "guardians/",
        "children/",
        "recovery-code/",
        "profiles/",
        "people/",
    ],
)
def test_acting_reaches_nothing_that_is_the_persons_alone(technician: Profile, learner: Profile, address: str) -> None:
    client = sign_in(technician)
    open_record(client, learner, "act")
    assert client.get(f"/en/account/{address}").status_code == 403


def test_acting_ends_by_button_by_time_and_by_sign_out(technician: Profile, learner: Profile) -> None:
    client = sign_in(technician)
    open_record(client, learner, "act")
    assert client.post("/en/account/people/acting/end/")["Location"] == f"/en/account/people/{learner.uuid}/"
    assert "You act as" not in page(client, "/en/my/")
    open_record(client, learner, "act")
    with time_machine.travel(clock.now() + timedelta(minutes=61)):
        assert "You act as" not in page(client, "/en/my/")
    open_record(client, learner, "act")
    client.post("/en/account/sign-out/")
    assert not StaffSession.objects.filter(closed_at=None, closes_at__gt=clock.now()).exists()


def test_acting_ends_with_the_role(technician: Profile, learner: Profile) -> None:
    client = sign_in(technician)
    open_record(client, learner, "act")
    Membership.objects.filter(profile=technician).delete()
    assert "You act as" not in page(client, "/en/my/")


@pytest.mark.parametrize("kind", ["edit", "act"])
def test_staff_do_not_take_over_staff(technician: Profile, operator: Profile, kind: str) -> None:
    school = Institution.objects.get()
    chief = make_member("carla")
    Membership.objects.create(institution=school, profile=chief, role="admin")
    with pytest.raises(NotAllowed):
        services.open_session(actor=self_of(technician), subject=chief, kind=kind, reason=REASON)
    with pytest.raises(NotAllowed):
        services.open_session(actor=self_of(chief), subject=operator, kind=kind, reason=REASON)


def test_without_a_second_factor_staff_roles_rest(operator: Profile, technician: Profile, settings: Settings) -> None:
    settings.STAFF_SECOND_FACTOR = True
    for client in (sign_in(operator), sign_in(technician)):
        answer = client.get("/en/account/people/")
        assert (answer.status_code, answer["Location"]) == (302, "/en/account/security/")
        assert "a password is not enough" in page(client, "/en/account/security/")
