"""Export, erasing, and the log that a person reads."""

import json
import uuid
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.apps import apps
from django.core.files.storage import default_storage
from django.test import Client

from lyceum.coding.models import Draft, Submission
from lyceum.kit import clock
from lyceum.kit.models import AuditEntry
from lyceum.people import registry
from lyceum.people.models import Account, DataRequest, Profile
from lyceum.people.policies import NotAllowed
from lyceum.people.selectors import privacy as selectors
from lyceum.people.services import privacy as services
from tests.coding.problems import make_problem
from tests.conftest import sign_in
from tests.people.families import make_adult, make_child, page, self_of, take_on

pytestmark = pytest.mark.django_db
AFTER_GRACE = timedelta(days=8)


def test_every_app_that_keeps_something_of_a_person_exports_and_erases_it() -> None:
    """Rows that hang on a person directly; what hangs on those rows goes with them."""
    keeping = {
        model._meta.app_label
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model in {Profile, Account}
    }
    assert keeping <= set(registry.exporters())
    assert keeping <= set(registry.erasers())


@pytest.fixture
def programmer(learner: Profile) -> Profile:
    problem = make_problem()
    values = {"profile": learner, "problem": problem, "language": "python"}
    Submission.objects.create(**values, source="print('mine')", once=uuid.uuid4())
    Draft.objects.create(**values, source="draft")
    return learner


def export_of(profile: Profile) -> DataRequest:
    asked = services.ask_for_export(actor=self_of(profile), profile=profile)
    services.run(str(asked.uuid))
    asked.refresh_from_db()
    return asked


def test_an_export_holds_what_is_kept(programmer: Profile) -> None:
    client = sign_in(programmer)
    client.post("/en/account/data/export/", {"profile": str(programmer.uuid)})
    asked = DataRequest.objects.get()
    assert "in the queue" in page(client, "/en/account/data/")
    services.run(str(asked.uuid))
    asked.refresh_from_db()
    token = selectors.download_token(self_of(programmer), asked)
    answer = client.get(f"/en/account/data/{asked.uuid}/{token}/")
    archive = zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    assert json.loads(archive.read("people/profile.json"))["username"] == "amina"
    programs = [name for name in archive.namelist() if name.startswith("coding/programs/")]
    assert [archive.read(name) for name in programs] == [b"print('mine')"]
    assert json.loads(archive.read("coding/drafts.json"))[0]["source"] == "draft"
    assert "password" not in str(archive.namelist())
    assert AuditEntry.objects.filter(action="people.download_export").exists()


def test_an_export_is_the_persons_own_and_lapses(programmer: Profile, stranger: Profile) -> None:
    asked = export_of(programmer)
    token = selectors.download_token(self_of(programmer), asked)
    address = f"/en/account/data/{asked.uuid}/{token}/"
    assert sign_in(stranger).get(address).status_code == 404
    assert Client().get(address).status_code == 302
    assert sign_in(programmer).get(f"/en/account/data/{asked.uuid}/forged/").status_code == 404
    with time_machine.travel(clock.now() + timedelta(hours=2)):
        assert sign_in(programmer).get(address).status_code == 404
    with time_machine.travel(clock.now() + timedelta(days=30)):
        services.run_due()
    assert not default_storage.exists(asked.file_name)


def test_asking_twice_is_asking_once(programmer: Profile) -> None:
    first = services.ask_for_export(actor=self_of(programmer), profile=programmer)
    assert services.ask_for_export(actor=self_of(programmer), profile=programmer) == first


def test_nobody_asks_for_another(programmer: Profile, stranger: Profile) -> None:
    with pytest.raises(NotAllowed):
        services.ask_for_export(actor=self_of(stranger), profile=programmer)
    with pytest.raises(NotAllowed):
        services.ask_to_erase(actor=self_of(stranger), profile=programmer)


def test_erasing_asks_for_the_password_and_waits(programmer: Profile) -> None:
    client = sign_in(programmer)
    text = page(client, "/en/account/data/erase/")
    assert "What must stay" in text
    assert "The log keeps" in text
    assert "not your password" in client.post("/en/account/data/erase/", {"password": "x"}).content.decode()
    assert not DataRequest.objects.exists()
    assert (
        "It will be erased"
        in client.post("/en/account/data/erase/", {"password": "a good long password"}).content.decode()
    )
    assert client.get("/en/account/data/").status_code == 302
    services.run_due()
    assert DataRequest.objects.get().state == "waiting"


def test_signing_in_stops_it(programmer: Profile) -> None:
    services.ask_to_erase(actor=self_of(programmer), profile=programmer)
    client = Client()
    client.post("/en/account/sign-in/", {"login": "amina", "password": "a good long password"})
    assert DataRequest.objects.get().state == "cancelled"
    assert "The erasing is stopped" in page(client, "/en/my/")


def erase(profile: Profile) -> None:
    asked = services.ask_to_erase(actor=self_of(profile), profile=profile)
    with time_machine.travel(clock.now() + AFTER_GRACE):
        for row in asked:
            services.run(str(row.uuid))


def test_nothing_of_the_person_is_left(programmer: Profile) -> None:
    erase(programmer)
    programmer.refresh_from_db()
    assert (programmer.name, programmer.birth_year, programmer.account_id) == ("", None, None)
    assert programmer.erased_at is not None
    assert not Account.objects.filter(username="amina").exists()
    assert not Submission.objects.exists()
    assert not Draft.objects.exists()
    assert DataRequest.objects.get().state == "done"
    assert "amina" not in str(list(AuditEntry.objects.values())).lower()


def test_a_killed_worker_is_followed_by_another(programmer: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    failing = True

    def dies(profile: Profile) -> None:
        calls.append("dies")
        if failing:
            raise KeyboardInterrupt

    before = registry.erasers()
    order = {"coding": before["coding"], "middle": registry.Eraser(dies), "people": before["people"]}
    monkeypatch.setattr(registry, "erasers", lambda: order)
    [asked] = services.ask_to_erase(actor=self_of(programmer), profile=programmer)
    with time_machine.travel(clock.now() + AFTER_GRACE) as traveller:
        with pytest.raises(KeyboardInterrupt):
            services.run(str(asked.uuid))
        asked.refresh_from_db()
        assert (asked.state, asked.done_parts) == ("running", ["coding"])
        assert Account.objects.filter(username="amina").exists()
        assert services.run_due() == 0
        traveller.shift(timedelta(seconds=61))
        failing = False
        assert services.run_due() == 1
        services.run(str(asked.uuid))
    asked.refresh_from_db()
    assert (asked.state, asked.done_parts, calls) == ("done", ["coding", "middle", "people"], ["dies", "dies"])


def test_with_its_owner_the_account_goes(programmer: Profile) -> None:
    Profile.objects.create(account=programmer.account, name="Baraka")
    assert "Baraka" in page(sign_in(programmer), "/en/account/data/erase/")
    erase(programmer)
    assert not Profile.objects.filter(erased_at=None).exists()
    assert not Account.objects.exists()


def test_a_guardian_has_a_child_erased_and_may_stop_it() -> None:
    child, adult = make_child(), make_adult()
    take_on(adult, child)
    client = sign_in(adult)
    client.post(f"/en/account/data/{child.uuid}/erase/", {"password": "a good long password"})
    asked = DataRequest.objects.get()
    Client().post("/en/account/sign-in/", {"login": "cleo", "password": "a good long password"})
    asked.refresh_from_db()
    assert asked.state == "waiting"
    assert "is erased on" in page(client, f"/en/account/children/{child.uuid}/")
    client.post(f"/en/account/data/keep/{asked.uuid}/")
    asked.refresh_from_db()
    assert asked.state == "cancelled"
    assert page(client, f"/en/account/data/{child.uuid}/")
    assert page(client, f"/en/account/activity/{child.uuid}/")


def test_the_log_is_told_in_words(programmer: Profile) -> None:
    export_of(programmer)
    text = page(sign_in(programmer), "/en/account/activity/")
    assert "Asked for an export" in text
    assert "Lyceum itself" in text
