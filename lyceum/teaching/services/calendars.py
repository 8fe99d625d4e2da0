"""The secret address of somebody's calendar."""

import secrets

from django.db import transaction

from lyceum.kit import audit
from lyceum.people.api import Actor, is_own, require
from lyceum.teaching.models import CalendarKey


@transaction.atomic
def renew_key(*, actor: Actor) -> CalendarKey:
    """A new address; the old one ends at once."""
    require(is_own(actor))
    key, _is_new = CalendarKey.objects.update_or_create(
        profile=actor.profile, defaults={"secret": secrets.token_urlsafe(32)}
    )
    audit.record(actor, "teaching.renew_calendar", key)
    return key


@transaction.atomic
def end_key(*, actor: Actor) -> None:
    """No address any more."""
    require(is_own(actor))
    key = CalendarKey.objects.select_for_update().filter(profile=actor.profile).first()
    if key is not None:
        audit.record(actor, "teaching.end_calendar", key)
        key.delete()
