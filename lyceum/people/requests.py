"""What a view asks of its request."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from lyceum.people.actors import Actor
from lyceum.people.models import Account, Profile


def actor_in(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def member_in(request: HttpRequest) -> tuple[Actor, Profile, Account]:
    """The actor of a page that only members reach, with the two parts that such an actor has."""
    actor = actor_in(request)
    assert actor.profile is not None
    assert actor.account is not None
    return actor, actor.profile, actor.account


def address_of(request: HttpRequest) -> str:
    """Whence the request comes, for limits only; it is kept nowhere."""
    return str(get_adapter().get_client_ip(request))
