"""The audit log: one call for each write, inside its transaction."""

from collections.abc import Iterable
from typing import Any, Protocol

from django.db import models

from lyceum.kit.models import AuditEntry


class HasIdentity(Protocol):
    """Whoever acts: an account id, a profile's UUID, either or neither (the system itself)."""

    @property
    def account_id(self) -> int | None: ...
    @property
    def profile_uuid(self) -> Any: ...


def record(actor: HasIdentity | None, action: str, thing: models.Model, **details: Any) -> None:
    """Write that `actor` did `action` (`app.verb`) to `thing`; `details` are plain values without personal text.

    Where staff act as somebody, the entry is that person's and `staff` says who it really was.
    """
    _entry(actor, action, thing, details).save(force_insert=True)


def record_all(actor: HasIdentity | None, action: str, things: Iterable[models.Model], **details: Any) -> None:
    """The same of many things at once: an entry for each, in few writes."""
    AuditEntry.objects.bulk_create([_entry(actor, action, thing, details) for thing in things], batch_size=500)


def _entry(actor: HasIdentity | None, action: str, thing: models.Model, details: dict[str, Any]) -> AuditEntry:
    in_whose_place = getattr(actor, "staff_details", None)
    return AuditEntry(
        account_id=actor.account_id if actor else None,
        profile=actor.profile_uuid if actor else None,
        action=action,
        thing=f"{thing._meta.label_lower}:{thing.pk}",
        details={**details, **in_whose_place} if in_whose_place else details,
    )
