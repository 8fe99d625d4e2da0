import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.utils import translation
from hypothesis import settings

from lyceum.courses import api
from tests.courses.factories import import_files

# How long an example takes says nothing on a busy machine.
settings.register_profile("courses", deadline=None)
settings.load_profile("courses")


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Django keeps the language of the last request; each test begins in English."""
    with translation.override("en"):
        yield


@pytest.fixture
def course(db: None, tmp_path: Path) -> api.Course:
    return import_files(tmp_path)


Parallel = Callable[[Callable[[], Any], int], list[Any]]


@pytest.fixture
def in_parallel(transactional_db: None, tmp_path: Path) -> Parallel:
    """Runs a function in so many threads at once, each with its own connection, and gives what each returned or raised.

    SQLite's test database lives in one connection's memory; the threads share a copy of it in a file, made at the first run.
    """
    database, copy = connection.settings_dict, tmp_path / "parallel.sqlite3"

    def run(function: Callable[[], Any], count: int) -> list[Any]:
        if connection.vendor != "sqlite":
            return _run(function, count)
        if not copy.exists():
            connection.ensure_connection()
            with closing(sqlite3.connect(copy)) as target:
                connection.connection.backup(target)
        name, database["NAME"] = database["NAME"], str(copy)
        try:
            return _run(function, count)
        finally:
            database["NAME"] = name

    return run


def _run(function: Callable[[], Any], count: int) -> list[Any]:
    together, found = threading.Barrier(count), []

    def work() -> None:
        together.wait(timeout=30)
        try:
            found.append(function())
        except Exception as error:
            found.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return found
