"""The one place that reads environment variables; each is described in docs/reference/settings.md."""

import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent


class MissingSetting(Exception):
    """A setting without which the installation would not be safe is absent."""


def text(name: str, default: str | None = None) -> str:
    value = os.environ.get(name, default)
    if value is None:
        raise MissingSetting(f"{name} is not set; see docs/reference/settings.md")
    return value


def flag(name: str, *, default: bool) -> bool:
    return text(name, "1" if default else "0").strip().lower() in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    return int(text(name, str(default)))


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def folder(name: str, default: Path) -> Path:
    return Path(text(name, str(default))).resolve()


def secret(name: str, file: Path) -> str:
    """The secret in the variable, or in a file that only its owner can read; never a default."""
    if name in os.environ:
        return os.environ[name]
    if file.is_file():
        return file.read_text().strip()
    raise MissingSetting(f"{name} is not set and {file} does not exist; ./run makes it")
