"""The one source of time. Tests freeze it; nothing else asks the system."""

from datetime import UTC, datetime


def now() -> datetime:
    return datetime.now(UTC)
