"""The same deed many times at the same moment: it counts once, limits hold, nothing goes backwards, nobody sees an error."""

import threading
import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import pytest
from django.db import connections
from django.test import Client
from django_tasks_db.models import DBTaskResult

from lyceum.coding.models import Draft, Submission
from lyceum.courses.models import Activity, Course, Enrolment, Progress, QuizAttempt
from lyceum.courses.services import learning
from lyceum.kit.models import AuditEntry
from lyceum.people.actors import Actor
from lyceum.people.models import MAX_PROFILES, Account, Profile
from lyceum.people.services import accounts as services
from tests.coding.problems import RIGHT as PROGRAM
from tests.coding.problems import make_problem
from tests.conftest import make_member, sign_in
from tests.courses.factories import RIGHT, import_files

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 20
PASSWORD = "a good long password"
T = TypeVar("T")


def at_once(deeds: list[Callable[[], T]]) -> list[T]:
    """Do all of these at the same moment, each in a thread with a connection of its own."""
    gate = threading.Barrier(len(deeds))

    def enter(deed: Callable[[], T]) -> T:
        try:
            gate.wait(timeout=60)
            return deed()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(enter, deeds))


def twin(client: Client) -> Client:
    """Another tab of the same browser; what breaks is answered with 500, as on a real server."""
    other = Client(raise_request_exception=False)
    other.cookies.load({name: morsel.value for name, morsel in client.cookies.items()})
    return other


def post_at_once(client: Client, path: str, forms: list[dict[str, Any]]) -> list[Any]:
    def posting(tab: Client, form: dict[str, Any]) -> Callable[[], Any]:
        return lambda: tab.post(path, form)

    return at_once([posting(twin(client), form) for form in forms])


def statuses(answers: list[Any]) -> set[int]:
    return {answer.status_code for answer in answers}


@pytest.fixture
def reader() -> Profile:
    return make_member("amina")


@pytest.fixture
def tiny(tmp_path: Path) -> Course:
    return Course.objects.get(pk=import_files(tmp_path).pk)


def test_what_only_looks_before_it_writes_is_caught(reader: Profile) -> None:
    """The harness can fail: all look, none sees anything, each writes."""
    looked = threading.Barrier(MANY)

    def careless() -> None:
        is_free = not Profile.objects.filter(name="only one").exists()
        looked.wait(timeout=60)
        if is_free:
            Profile.objects.create(name="only one")

    at_once([careless] * MANY)
    assert Profile.objects.filter(name="only one").count() > 1


def test_one_program_sent_twenty_times_is_one_submission(reader: Profile) -> None:
    make_problem()
    form = {"do": "submit", "language": "python", "source": PROGRAM, "once": str(uuid.uuid4())}
    answers = post_at_once(sign_in(reader), "/en/code/sum/", [form] * MANY)
    assert statuses(answers) <= {302, 303}
    assert len({answer["Location"] for answer in answers}) == 1
    assert Submission.objects.count() == 1
    assert Draft.objects.count() == 1
    assert DBTaskResult.objects.filter(queue_name="judge").count() == 1


def test_one_visitor_sending_many_programs_loses_none(reader: Profile, settings: Any) -> None:
    settings.SUBMISSIONS_PER_MINUTE = MANY
    make_problem()
    forms = [
        {"do": "submit", "language": "python", "source": f"{PROGRAM}# {number}", "once": str(uuid.uuid4())}
        for number in range(MANY)
    ]
    assert statuses(post_at_once(sign_in(reader), "/en/code/sum/", forms)) <= {302, 303}
    assert {row.source for row in Submission.objects.all()} == {form["source"] for form in forms}


def test_one_quiz_sent_twenty_times_is_one_attempt(reader: Profile, tiny: Course) -> None:
    form = {**RIGHT, "once": str(uuid.uuid4())}
    answers = post_at_once(sign_in(reader), "/en/courses/tiny/check/", [form] * MANY)
    assert statuses(answers) == {303}
    assert QuizAttempt.objects.count() == 1
    assert Progress.objects.get(activity__key="check").state == Progress.State.DONE
    assert Enrolment.objects.count() == 1


def test_taking_a_course_twenty_times_is_one_enrolment(reader: Profile, tiny: Course) -> None:
    answers = post_at_once(sign_in(reader), "/en/courses/tiny/", [{}] * MANY)
    assert statuses(answers) <= {302, 303}
    assert Enrolment.objects.count() == 1
    assert AuditEntry.objects.filter(action="courses.enrol").count() == 1


def test_thirty_people_on_an_account_and_no_more(reader: Profile) -> None:
    Profile.objects.bulk_create(
        Profile(account=reader.account, name=f"Learner {number}") for number in range(MAX_PROFILES - 6)
    )
    forms = [{"name": f"New {number}", "picture": "sun", "birth_year": "1990"} for number in range(MANY)]
    answers = post_at_once(sign_in(reader), "/en/account/profiles/", forms)
    assert Counter(answer.status_code for answer in answers) == {302: 5, 200: MANY - 5}
    assert Profile.objects.filter(account=reader.account).count() == MAX_PROFILES
    refused = [answer for answer in answers if answer.status_code == 200]
    assert all("as many people as it can hold" in answer.content.decode() for answer in refused)


def sign_up_form(username: str) -> dict[str, str]:
    return {"name": "Amina", "birth_year": "2001", "username": username, "password1": "rivers bend slowly"}


def test_one_username_is_one_account_and_the_others_are_told() -> None:
    answers = post_at_once(Client(), "/en/account/sign-up/", [sign_up_form("amina")] * 8)
    assert Counter(answer.status_code for answer in answers) == {302: 1, 200: 7}
    assert Account.objects.count() == Profile.objects.count() == 1
    for answer in answers:
        if answer.status_code == 200:
            assert 'class="wrong"' in answer.content.decode()


def test_one_email_address_is_one_account() -> None:
    forms = [{**sign_up_form(f"amina{number}"), "email": "amina@example.org"} for number in range(6)]
    answers = post_at_once(Client(), "/en/account/sign-up/", forms)
    assert statuses(answers) <= {200, 302}
    assert Account.objects.filter(email="amina@example.org").count() == 1


def make_guest() -> tuple[Client, Profile]:
    client = Client()
    client.post("/en/account/settings/", {"name": "", "language": "en", "time_zone": "", "theme": ""})
    return client, Profile.objects.get(account=None)


def test_a_guest_goes_to_one_account_when_two_sign_in_at_once(reader: Profile) -> None:
    other = make_member("boris")
    make_problem()
    client, guest = make_guest()
    client.post("/en/code/sum/", {"do": "submit", "language": "python", "source": PROGRAM, "once": str(uuid.uuid4())})
    forms = [{"login": name, "password": PASSWORD} for name in ("amina", "boris") * 2]
    assert statuses(post_at_once(client, "/en/account/sign-in/", forms)) == {302}
    guest.refresh_from_db()
    assert guest.merged_into_id in {reader.pk, other.pk}
    assert AuditEntry.objects.filter(action="people.merge_guest").count() == 1
    assert Submission.objects.get().profile_id == guest.merged_into_id


def test_a_guest_who_signs_up_twice_at_once_leaves_no_account_without_a_person() -> None:
    client, _guest = make_guest()
    forms = [sign_up_form(f"amina{number}") for number in range(4)]
    assert statuses(post_at_once(client, "/en/account/sign-up/", forms)) == {302}
    assert [account.profiles.count() for account in Account.objects.all()] == [1, 1, 1, 1]


def test_progress_never_goes_backwards(reader: Profile, tiny: Course) -> None:
    actor, activity = Actor(reader.account, reader), Activity.objects.get(key="check")

    def trying(score: float) -> Callable[[], None]:
        return lambda: learning.attempt(actor=actor, activity=activity, score=score)

    def looking() -> None:
        learning.see(actor=actor, activity=activity)

    def finishing() -> None:
        learning.finish(actor=actor, activity=activity, score=0.7)

    scores = [number / 10 for number in range(10)]
    at_once([*(trying(score) for score in scores), *[looking] * 6, finishing, finishing])
    row = Progress.objects.get(activity=activity)
    assert row.state == Progress.State.DONE
    assert row.best_score == pytest.approx(0.9)
    done_at = row.done_at
    at_once([trying(0.1), looking, finishing])
    row.refresh_from_db()
    assert (row.state, row.done_at) == (Progress.State.DONE, done_at)
    assert row.best_score == pytest.approx(0.9)


def test_settings_of_two_tabs_do_not_undo_each_other(reader: Profile) -> None:
    actor = Actor(reader.account, reader)

    def changing(**values: Any) -> Callable[[], object]:
        own = Profile.objects.get(pk=reader.pk)
        return lambda: services.change_settings(actor=actor, profile=own, **values)

    at_once([changing(theme="dark"), changing(saves_data=True), changing(name="Amina B")])
    reader.refresh_from_db()
    assert (reader.theme, reader.saves_data, reader.name) == ("dark", True, "Amina B")
