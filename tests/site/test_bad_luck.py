"""A full disk, a clock that jumps, addresses that mean harm: nothing accepted is lost, nothing is stuck, nothing breaks."""

import errno
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
import time_machine
from django.db import OperationalError, connection
from django.test import Client
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from lyceum.coding.models import Submission
from lyceum.coding.services import submissions
from lyceum.kit import clock, events
from lyceum.kit.models import PendingEvent, WorkerLease
from lyceum.kit.tasks import leases
from lyceum.people.events import ProfileMerged
from lyceum.people.models import Account, Profile
from tests.architecture.test_routes import ROUTES, World, status_of, world
from tests.coding.problems import RIGHT, make_problem
from tests.conftest import make_member, sign_in

__all__ = ["world"]
HOURS = timedelta(hours=7)
PROGRAM = RIGHT + "# a long and careful program that nobody wants to type twice\n" * 900
JUMPS = pytest.mark.parametrize("jump", [HOURS, -HOURS], ids=["forward", "back"])


# A full disk


@contextmanager
def full_disk() -> Iterator[None]:
    """SQLite may not grow by a single page; elsewhere the database says what PostgreSQL says then."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute("PRAGMA freelist_count")
        assert cursor.fetchone()[0] == 0, "pages that were freed would be used first"
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")


def vacuum() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")


def program(source: str = PROGRAM) -> dict[str, str]:
    return {"do": "submit", "language": "python", "source": source, "once": str(uuid.uuid4())}


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite can be told how large it may grow")
def test_a_full_disk_refuses_kindly_and_keeps_what_was_accepted() -> None:
    client = sign_in(make_member("amina"))
    make_problem()
    client.post("/en/code/sum/", program(RIGHT))
    vacuum()
    refused = program()
    with full_disk():
        answer = client.post("/en/code/sum/", refused)
        assert answer.status_code == 503
        assert answer["Retry-After"]
        assert "nobody wants to type twice" in answer.content.decode()
        assert client.get("/en/code/sum/").status_code == 200
    assert [row.source for row in Submission.objects.all()] == [RIGHT]
    assert client.post("/en/code/sum/", refused).status_code in {302, 303}
    assert Submission.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fault",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EDQUOT, "Disk quota exceeded"),
        OperationalError("database or disk is full"),
        OperationalError('could not extend file "base/1": No space left on device'),
    ],
)
def test_every_way_in_which_a_disk_is_full_is_understood(
    fault: Exception, learner_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_problem()
    monkeypatch.setattr(submissions, "submit", _raising(fault))
    answer = learner_client.post("/en/code/sum/", program())
    assert answer.status_code == 503
    assert "nobody wants to type twice" in answer.content.decode()


@pytest.mark.django_db
def test_a_session_that_cannot_be_written_is_a_full_disk_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sessions are written after the page was made, where no page's own code looks."""
    make_problem()
    client.raise_request_exception = False
    monkeypatch.setattr(
        "django.contrib.sessions.backends.db.SessionStore.save", _raising(OperationalError("database or disk is full"))
    )
    answer = client.post("/en/code/sum/", program())
    assert answer.status_code == 503
    assert "nobody wants to type twice" in answer.content.decode()


@pytest.mark.django_db
def test_another_fault_is_not_taken_for_a_full_disk(learner_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make_problem()
    learner_client.raise_request_exception = False
    monkeypatch.setattr(submissions, "submit", _raising(OperationalError("no such table")))
    assert learner_client.post("/en/code/sum/", program()).status_code == 500


def _raising(fault: Exception) -> Any:
    def fail(*args: object, **kwargs: object) -> None:
        raise fault

    return fail


# A clock that jumps


@pytest.mark.django_db
@JUMPS
def test_a_dead_workers_task_is_given_back(jump: timedelta) -> None:
    """The worker died on another machine, so that only its lease can tell; then the clock jumps."""
    make_problem()
    sign_in(make_member("amina")).post("/en/code/sum/", program())
    row = DBTaskResult.objects.get()
    leases.renew("gone", "judge")
    row.claim("gone")
    WorkerLease.objects.update(host="elsewhere")
    with time_machine.travel(clock.now() + jump):
        leases.reap()
    row.refresh_from_db()
    assert row.status == TaskResultStatus.READY


@pytest.mark.django_db
@JUMPS
def test_a_living_worker_comes_back_at_its_next_renewal(jump: timedelta) -> None:
    leases.renew("here", "judge")
    with time_machine.travel(clock.now() + jump):
        leases.renew("here", "judge")
        leases.reap()
        assert [lease.worker_id for lease in leases.alive()] == ["here"]


@pytest.mark.django_db
@JUMPS
def test_a_forgotten_submission_is_queued_again(jump: timedelta) -> None:
    make_problem()
    sign_in(make_member("amina")).post("/en/code/sum/", program())
    DBTaskResult.objects.all().delete()
    with time_machine.travel(clock.now() + jump):
        assert submissions.queue_forgotten() == 1
        assert submissions.queue_forgotten() == 0
    assert DBTaskResult.objects.count() == 1


@pytest.mark.django_db
@JUMPS
def test_an_event_that_was_left_behind_is_delivered(jump: timedelta, learner: Profile, stranger: Profile) -> None:
    PendingEvent.objects.create(
        name=ProfileMerged.wire_name, payload={"source_id": stranger.pk, "target_id": learner.pk}
    )
    with time_machine.travel(clock.now() + jump):
        assert events.deliver_leftovers() == 1
    assert PendingEvent.objects.count() == 0


@pytest.mark.django_db
@JUMPS
def test_a_limit_does_not_hold_longer_than_it_should(jump: timedelta, learner_client: Client, settings: Any) -> None:
    settings.SUBMISSIONS_PER_MINUTE = 2
    make_problem()
    assert [learner_client.post("/en/code/sum/", program()).status_code for _ in range(3)][-1] == 429
    with time_machine.travel(clock.now() + jump):
        assert learner_client.post("/en/code/sum/", program()).status_code in {302, 303}


@pytest.mark.django_db
@JUMPS
def test_who_is_signed_in_stays_so_and_work_goes_on(jump: timedelta, world: World) -> None:
    client, names = world.clients["learner"], world.names
    with time_machine.travel(clock.now() + jump):
        assert client.get("/en/account/profiles/").status_code == 200
        assert client.post("/en/code/sum/", program()).status_code in {302, 303}
        assert client.post(f"/en/courses/{names['course']}/{names['activity']}/", {}).status_code in {302, 303}
    assert client.get("/en/my/").status_code == 200
    assert client.get("/en/my/results/").status_code == 200


# Addresses that mean harm

HOSTILE = [
    "q=" + "x" * 10_000,
    "q=" + quote("\0"),
    "q=%ff%fe%00",
    "q=" + quote("\u202e\u2066ar\u200f"),
    "q=" + quote("%_\\'\"<script>"),
    "q=a&q=b&q",
    "page=0",
    "page=-1",
    "page=" + "9" * 400,
    "page=" + quote("²"),
    "page=" + quote("٣"),
    "page=1e3",
    "page=" + quote("\0"),
    "s=" + "0" * 5_000,
    "s=" + quote("\0"),
    "attempt=" + quote("\0x"),
    "again=1&again=2",
    "next=" + quote("//evil.example/\0"),
    "%00=%00",
    "&&&===",
    "x" * 9_000,
]


@pytest.mark.django_db
@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_no_query_breaks_a_page(query: str, world: World) -> None:
    found = {
        route: status_of(world.clients["operator"], f"{address.partition('?')[0].format(**world.names)}?{query}")
        for route, (address, _) in ROUTES.items()
    }
    assert {route: status for route, status in found.items() if status >= 500} == {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "piece", ["%00", "%ff%fe", "..%2f..%2fetc", quote("\u202esum"), "x" * 4_000, "%0d%0aSet-Cookie:a=b"]
)
def test_no_name_breaks_a_page(piece: str, world: World) -> None:
    for path in ("code", "courses", "courses/tiny", "account/confirm", "code/submissions", "account/password/reset"):
        assert world.clients["learner"].get(f"/en/{path}/{piece}/").status_code < 500, path


@pytest.mark.django_db
def test_hostile_forms_break_nothing(world: World) -> None:
    harm = ["\0", "x" * 10_000, "\u202e", "-1", "²", "{}", "a\r\nSet-Cookie: b=c"]
    keys = (
        "do",
        "language",
        "source",
        "once",
        "own_input",
        "q.q1",
        "started",
        "profile",
        "name",
        "picture",
        "next",
        "theme",
    )
    accounts = Account.objects.count()
    for client in (world.clients["guest"], world.clients["learner"]):
        for word in harm:
            for address, _ in ROUTES.values():
                answer = client.post(address.format(**world.names), dict.fromkeys(keys, word))
                assert answer.status_code < 500, (address, word)
    assert Account.objects.count() == accounts
