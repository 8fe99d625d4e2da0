from django.core.exceptions import PermissionDenied

from lyceum.people.actors import Actor
from lyceum.people.models import Profile


class NotAllowed(PermissionDenied):
    """The actor may not do this; pages answer 403."""


def require(permitted: bool) -> None:
    if not permitted:
        raise NotAllowed


def can_change_profile(actor: Actor, profile: Profile) -> bool:
    if profile.account_id is None:
        return actor.profile is not None and actor.profile.pk == profile.pk
    return actor.account_id == profile.account_id


def can_operate(actor: Actor) -> bool:
    return actor.is_operator
