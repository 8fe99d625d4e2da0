from collections.abc import Sequence

from django.db.models import Q, QuerySet

from lyceum.people.actors import Actor
from lyceum.people.models import Account, Profile

PROFILE_KEY = "profile"


def actor_of(account_id: int | None, profile_id: int | None) -> Actor:
    """The actor of a session, in one query: its profile if that still is the account's (or a guest's), else the first."""
    if profile_id is not None:
        own = Q(account_id=account_id) if account_id is not None else Q(account=None)
        profile = Profile.objects.select_related("account").filter(own, pk=profile_id, erased_at=None).first()
        if profile is not None:
            return Actor(account=profile.account, profile=profile)
    if account_id is None:
        return Actor()
    profile = Profile.objects.select_related("account").filter(account_id=account_id).order_by("pk").first()
    account = profile.account if profile else Account.objects.filter(pk=account_id).first()
    return Actor(account=account, profile=profile)


def profiles_of(actor: Actor) -> Sequence[Profile] | QuerySet[Profile]:
    """The profiles that this device may switch between."""
    if actor.account_id is None:
        return [actor.profile] if actor.profile else []
    if actor.is_scoped and actor.profile:
        return [actor.profile]
    return Profile.objects.filter(account_id=actor.account_id).order_by("pk")
