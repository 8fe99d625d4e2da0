"""What the benchmarks share: a fresh installation with a learner in it, CPU of processes, tables."""

import re
import statistics
import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection

import psutil

from tests.installation import Installation

MAKE_LEARNER = """
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from lyceum.people.models import Account, Profile
account = Account.objects.create_user(username="{name}", password="{name}")
profile = Profile.objects.create(account=account, name="Bench", language="en")
session = SessionStore()
session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(account.pk), "allauth.account.auth_backends.AuthenticationBackend"
session[HASH_SESSION_KEY], session["profile"] = account.get_session_auth_hash(), profile.pk
session.save()
print("session:" + session.session_key)
"""


@dataclass(frozen=True)
class Load:
    """What a burst of requests showed; times in milliseconds."""

    requests: int
    seconds: float
    cpu_ms: float
    median: float
    p95: float
    p99: float

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds


def learner_cookie(lyceum: Installation) -> str:
    said = lyceum.manage("shell", "--no-imports", "-c", MAKE_LEARNER.format(name=uuid.uuid4().hex[:12]))
    found = re.search(r"session:(\w+)", said)
    assert found is not None
    return f"sessionid={found[1]}"


def cpu_seconds(processes: list[psutil.Process]) -> float:
    return sum(sum(process.cpu_times()[:2]) for process in processes)


def burst(
    lyceum: Installation,
    request: Callable[[HTTPConnection, int], int],
    count: int,
    at_once: int = 16,
    within: float = 0,
) -> Load:
    """`count` requests over `at_once` kept connections, spread evenly over `within` seconds, or as fast as they go.

    `request` sends one and gives its status. A spread request's time counts from when it was due, waiting included.
    """
    local, times, lock = threading.local(), [0.0] * count, threading.Lock()
    connections: list[HTTPConnection] = []

    def one(number: int) -> None:
        if not hasattr(local, "connection"):
            local.connection = HTTPConnection("127.0.0.1", lyceum.port, timeout=60)
            with lock:
                connections.append(local.connection)
        due = started + within * number / count if within else time.perf_counter()
        time.sleep(max(0, due - time.perf_counter()))
        status = request(local.connection, number)
        times[number] = (time.perf_counter() - due) * 1000
        assert status in {200, 303}, status

    web = lyceum.processes("gunicorn")
    before, started = cpu_seconds(web), time.perf_counter()
    with ThreadPoolExecutor(at_once) as pool:
        list(pool.map(one, range(count)))
    seconds, cpu = time.perf_counter() - started, cpu_seconds(web) - before
    for connection in connections:
        connection.close()
    cuts = statistics.quantiles(times, n=100)
    return Load(count, seconds, cpu * 1000 / count, cuts[49], cuts[94], cuts[98])


def table(head: list[str], rows: list[list[object]]) -> None:
    print(f"| {' | '.join(head)} |\n|{'---|' * len(head)}")
    for row in rows:
        print(f"| {' | '.join(str(cell) for cell in row)} |")
    print(flush=True)
