"""Turns a database address into Django's settings: SQLite in WAL mode unless an address says otherwise."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# Writers queue for the lock before they read, so that a transaction never fails half-way with "database is locked".
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA mmap_size=134217728; PRAGMA cache_size=-8000; PRAGMA temp_store=MEMORY;"
    ),
}


def database(url: str, data_dir: Path) -> dict[str, Any]:
    """Settings of `url`: empty, `sqlite:///file` or `postgresql://user:password@host:port/name?option=value`."""
    parts = urlsplit(url)
    if parts.scheme in {"", "sqlite"}:
        name = unquote(parts.path[1:]) if parts.path else str(data_dir / "lyceum.sqlite3")
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "OPTIONS": SQLITE, "CONN_MAX_AGE": None}
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"unknown database scheme {parts.scheme!r}: use sqlite or postgresql")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
