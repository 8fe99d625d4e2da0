"""What other apps may use of people."""

from django.http import HttpRequest

from lyceum.kit import languages
from lyceum.people.actors import SYSTEM, Actor
from lyceum.people.models import Account, Profile
from lyceum.people.policies import NotAllowed, can_operate, require
from lyceum.people.selectors import profiles_of
from lyceum.people.services import start_guest

__all__ = [
    "SYSTEM",
    "Account",
    "Actor",
    "NotAllowed",
    "Profile",
    "can_operate",
    "ensure_profile",
    "profiles_of",
    "require",
    "start_guest",
]


def ensure_profile(request: HttpRequest) -> Actor:
    """The actor of this request with a profile: a visitor who writes something becomes a guest, and the write is kept."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.profile is None:
        profile = start_guest(session=request.session, language=languages.current())
        actor = Actor(account=actor.account, profile=profile)
        request.actor = actor  # type: ignore[attr-defined]
    return actor
