"""Passwords of the demonstration: made at random, kept in one file that only the owner of the data folder reads."""

import json
import os
import secrets
from collections.abc import Sequence
from pathlib import Path


def passwords_for(file: Path, usernames: Sequence[str]) -> dict[str, str]:
    """The passwords in the file, with new ones for who has none. They are on disk before any account is made,
    so that a run that was cut off goes on with the same ones."""
    known: dict[str, str] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    wanted = known | {name: secrets.token_urlsafe(12) for name in usernames if name not in known}
    if wanted != known:
        _write(file, wanted)
    return wanted


def _write(file: Path, passwords: dict[str, str]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as target:
        json.dump(passwords, target, indent=1, ensure_ascii=False)
        target.flush()
        os.fsync(target.fileno())
    fresh.replace(file)
