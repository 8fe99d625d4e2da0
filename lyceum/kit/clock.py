"""The one source of time. Tests freeze it; nothing else asks the system."""

from datetime import UTC, datetime, timedelta

from django.db.models import Q


def now() -> datetime:
    return datetime.now(UTC)


def apart(field: str, span: timedelta) -> Q:
    """Rows whose time in `field` is further than `span` from now, in the past or in the future.

    A clock that is set back leaves times in the future behind. What only asked for the past would wait until then.
    """
    return Q(**{f"{field}__lt": now() - span}) | Q(**{f"{field}__gt": now() + span})
