"""The audit log: one call for each write, inside its transaction."""

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
    in_whose_place = getattr(actor, "staff_details", None)
    if in_whose_place:
        details = {**details, **in_whose_place}
    AuditEntry.objects.create(
        account_id=actor.account_id if actor else None,
        profile=actor.profile_uuid if actor else None,
        action=action,
        thing=f"{thing._meta.label_lower}:{thing.pk}",
        details=details,
    )
