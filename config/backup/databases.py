"""Takes a consistent copy of the database and puts one back, on SQLite and on PostgreSQL, while others use it."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

Settings = dict[str, Any]


# Drops the tables rather than the schema, which may belong to somebody else and hold extensions.
CLEAR = """SET lock_timeout = '60s';
DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('DROP TABLE public.%I CASCADE', name);
  END LOOP;
END $$;
"""


class CannotCopy(Exception):
    """The database can not be copied or put back here; the text says why and what to do."""


def engine_of(settings: Settings) -> str:
    return "postgresql" if settings["ENGINE"].endswith("postgresql") else "sqlite"


def dump(settings: Settings, target: Path) -> None:
    """Write the database as it is at one moment to `target`. Readers and writers go on meanwhile."""
    _DUMPS[engine_of(settings)](settings, target)


def load(settings: Settings, source: Path) -> None:
    """Put the copy in the database's place in one transaction: killed half-way, the old one is still there."""
    _LOADS[engine_of(settings)](settings, source)


def _dump_sqlite(settings: Settings, target: Path) -> None:
    # One step: with several, each write in between would begin the copy anew.
    with closing(sqlite3.connect(settings["NAME"], timeout=60)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def _load_sqlite(settings: Settings, source: Path) -> None:
    with closing(sqlite3.connect(source)) as copy:
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise CannotCopy("The database in the backup is damaged. Nothing was changed.")
        with closing(sqlite3.connect(settings["NAME"], timeout=60)) as live:
            live.execute("PRAGMA journal_mode=WAL")
            copy.backup(live)


def _dump_postgresql(settings: Settings, target: Path) -> None:
    _run(settings, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def _load_postgresql(settings: Settings, source: Path) -> None:
    """Every table that is there now goes, even one that the backup does not know, and the copy's come, all at once."""
    script = source.with_suffix(".sql")
    _run({}, "pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(source))
    whole = source.with_suffix(".whole.sql")
    with whole.open("wb") as out, script.open("rb") as body:
        out.write(CLEAR.encode())
        shutil.copyfileobj(body, out)
    script.unlink()
    _run(settings, "psql", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", f"--file={whole}")
    whole.unlink()


def _run(settings: Settings, program: str, *arguments: str) -> None:
    if shutil.which(program) is None:
        raise CannotCopy(f"{program} is not on this machine. Install it with: apt-get install postgresql-client")
    options = _connection(settings)
    done = subprocess.run(  # noqa: S603
        [program, *arguments],
        env={**os.environ, **options},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotCopy(f"{program} failed: {done.stderr.strip()[-600:]}")


def _connection(settings: Settings) -> dict[str, str]:
    """The connection in libpq's own variables, so that the password is on no command line."""
    names = {"NAME": "PGDATABASE", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "HOST": "PGHOST", "PORT": "PGPORT"}
    return {variable: str(settings[key]) for key, variable in names.items() if settings.get(key)}


_DUMPS: dict[str, Callable[[Settings, Path], None]] = {"sqlite": _dump_sqlite, "postgresql": _dump_postgresql}
_LOADS: dict[str, Callable[[Settings, Path], None]] = {"sqlite": _load_sqlite, "postgresql": _load_postgresql}
