"""Installations that are set up but do not serve, on both databases."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]


class Site:
    """One installation: a data folder, a database, and its commands."""

    def __init__(self, data: Path, database: str = "") -> None:
        self.data, self.database = data, database
        self.data.mkdir(parents=True, exist_ok=True)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("LYCEUM_", "DJANGO_"))}
        own = {"LYCEUM_DATA": str(self.data), "LYCEUM_DATABASE": self.database, "LYCEUM_HTTPS": "0"}
        return {**kept, **own, "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "config.settings.prod"}

    def set_up(self) -> "Site":
        self.run("-m", "config.start", "--setup-only", "--empty", "--data", str(self.data))
        return self

    def popen(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, env=self.environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )  # fmt: skip

    def run(self, *arguments: str, refused: bool = False) -> str:
        """What the command said; it must succeed, or must not."""
        process = self.popen(*arguments)
        out, err = process.communicate(timeout=120)
        assert (process.returncode != 0) == refused, err
        return out + err

    def lyceum(self, *arguments: str, refused: bool = False) -> str:
        return self.run("-c", "from config.command import main; main()", *arguments, refused=refused)

    def shell(self, code: str) -> str:
        return self.run("manage.py", "shell", "--no-imports", "-c", code).strip()


ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.services)]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def database(engine: str) -> Iterator[str]:
    """An empty database of its own; none where SQLite makes one in the data folder."""
    if engine == "sqlite":
        yield ""
        return
    name = f"lyceum_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(os.environ["LYCEUM_DATABASE"], autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield f"{os.environ['LYCEUM_DATABASE'].rpartition('/')[0]}/{name}"
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def site(tmp_path: Path, database: str) -> Site:
    return Site(tmp_path / "site", database)
