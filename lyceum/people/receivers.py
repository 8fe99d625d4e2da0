"""What people does when somebody signs in."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext as _

from lyceum.people.actors import Actor
from lyceum.people.models import Account
from lyceum.people.selectors import PROFILE_KEY
from lyceum.people.services.accounts import merge_guest
from lyceum.people.services.privacy import keep_after_sign_in
from lyceum.people.services.security import remember
from lyceum.people.services.staff import close_session


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


@receiver(user_logged_in)
def remember_device(sender: Any, request: HttpRequest | None, user: Account, **kwargs: Any) -> None:
    """The sign-in joins the list of devices, and stops an erasure that the account's own people asked for."""
    if request is None or not hasattr(request, "session"):
        return
    remember(account=user, session=request.session, agent=request.META.get("HTTP_USER_AGENT", ""))
    profile = user.profiles.order_by("pk").first()
    if profile is not None and keep_after_sign_in(actor=Actor(user, profile)) and hasattr(request, "_messages"):
        messages.success(request, _("Welcome back. The erasing is stopped; everything stays as it was."))


@receiver(user_logged_out)
def end_acting_at_sign_out(sender: Any, request: HttpRequest | None, **kwargs: Any) -> None:
    """Who signs out while acting as somebody ends that too."""
    actor = getattr(request, "actor", None)
    if actor is not None and actor.acting is not None:
        close_session(actor=actor, session=actor.acting)
