"""Whatever is killed at whatever moment, a program that was accepted gets its verdict, once."""

import os
import random
import re
import sqlite3
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, closing
from typing import Any

import kombu
import psycopg
import pytest

from tests.coding.problems import RIGHT
from tests.concurrency.browserless import Visitor
from tests.installation import Installation

MAKE_PROBLEM = "from tests.coding.problems import make_problem; make_problem()"
VICTIMS = ("gunicorn", "work --queue judge", "work --queue default", "lyceum_judge serve", "granian")


@pytest.fixture(params=["embedded", pytest.param("distributed", marks=pytest.mark.services)])
def installation(request: pytest.FixtureRequest) -> Iterator[Installation]:
    """On SQLite with its own queue, and on PostgreSQL with Redis and a broker."""
    with ExitStack() as stack:
        settings = distributed(stack) if request.param == "distributed" else {}
        lyceum = Installation(empty=True, LYCEUM_SUBMISSIONS_PER_MINUTE="1000", **settings).start()
        stack.callback(lyceum.remove)
        lyceum.manage("shell", "--no-imports", "-c", MAKE_PROBLEM)
        yield lyceum


def distributed(stack: ExitStack) -> dict[str, str]:
    """A database of its own and empty queues on the services that the environment names."""
    name = f"lyceum_{uuid.uuid4().hex[:12]}"
    server = psycopg.connect(os.environ["LYCEUM_DATABASE"], autocommit=True)
    stack.callback(server.close)
    server.execute(f"CREATE DATABASE {name}")
    stack.callback(server.execute, f"DROP DATABASE {name} WITH (FORCE)")
    with kombu.Connection(os.environ["LYCEUM_BROKER"]) as broker:
        for queue in ("judge", "default"):
            try:
                broker.channel().queue_delete(queue)
            except broker.channel_errors:
                continue
    address = f"{os.environ['LYCEUM_DATABASE'].rpartition('/')[0]}/{name}"
    return {
        "LYCEUM_DATABASE": address,
        "LYCEUM_REDIS": os.environ["LYCEUM_REDIS"],
        "LYCEUM_BROKER": os.environ["LYCEUM_BROKER"],
    }


def rows(installation: Installation, query: str) -> list[tuple[Any, ...]]:
    if "LYCEUM_DATABASE" in installation.settings:
        with psycopg.connect(installation.settings["LYCEUM_DATABASE"]) as server:
            return server.execute(query).fetchall()
    with closing(sqlite3.connect(installation.data / "lyceum.sqlite3", timeout=20)) as database:
        return database.execute(query).fetchall()


def wait_until_judged(installation: Installation, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not rows(installation, "SELECT 1 FROM coding_submission WHERE state != 'done'"):
            return
        time.sleep(0.2)
    pytest.fail(f"not judged: {rows(installation, 'SELECT state, tries, queued_at FROM coding_submission')}")


@pytest.mark.judge
def test_kills_lose_nothing_and_double_nothing(installation: Installation) -> None:
    chance = random.Random(20261121)
    visitor = Visitor(installation.url)
    accepted: set[str] = set()
    for number in range(24):
        if number % 2:
            installation.kill(chance.choice(VICTIMS))
        form = {"do": "submit", "language": "python", "source": f"{RIGHT}# {number}\n", "once": str(uuid.uuid4())}
        address = visitor.post_until_answered("/en/code/sum/", form)
        match = re.search(r"s=([0-9a-f-]{36})", address)
        assert match is not None, address
        accepted.add(match[1])
        assert visitor.post_until_answered("/en/code/sum/", form) == address, (
            "the same form again is the same submission"
        )
    wait_until_judged(installation)
    judged = rows(installation, "SELECT uuid, verdict FROM coding_submission")
    assert {uuid.UUID(str(name)) for name, _ in judged} == {uuid.UUID(name) for name in accepted}
    assert {verdict for _, verdict in judged} == {"accepted"}


def newcomers(installation: Installation, words: str, known: set[int]) -> set[int]:
    """Wait for a process that was not known before."""
    deadline = time.monotonic() + 60
    while not (found := {process.pid for process in installation.processes(words)} - known):
        assert time.monotonic() < deadline, words
        time.sleep(0.1)
    return found


@pytest.mark.judge
def test_what_dies_is_started_anew_and_ctrl_c_ends_everything(installation: Installation) -> None:
    for words in VICTIMS:
        before = newcomers(installation, words, set())
        installation.kill(words)
        newcomers(installation, words, before)
    installation.wait_for("/health")
    family = [process for words in VICTIMS for process in installation.processes(words)]
    assert installation.stop() == 0
    deadline = time.monotonic() + 30
    while any(process.is_running() for process in family):
        assert time.monotonic() < deadline, [process for process in family if process.is_running()]
        time.sleep(0.1)
