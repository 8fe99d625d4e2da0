"""What people does when somebody signs in."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from lyceum.people.models import Account
from lyceum.people.selectors import PROFILE_KEY
from lyceum.people.services.accounts import merge_guest


@receiver(user_logged_in)
def bring_guest_along(sender: Any, request: HttpRequest | None, user: Account, **kwargs: Any) -> None:
    """What a guest did on this device goes to the account that signs in."""
    if request is None or not hasattr(request, "actor"):
        return
    guest, profile = request.actor.guest, user.profiles.order_by("pk").first()
    if guest is not None and profile is not None:
        merge_guest(guest=guest, profile=profile)
    if profile is not None:
        request.session[PROFILE_KEY] = profile.pk
