"""Who asks, and in which language the answer is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware as DjangoLocaleMiddleware
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from lyceum.people.actors import Actor
from lyceum.people.policies import require
from lyceum.people.selectors import PROFILE_KEY, actor_of
from lyceum.people.selectors.classes import PICTURES_KEY, picture_session_holds
from lyceum.people.selectors.staff import ACTING_KEY, acting_actor

FRONT_DOOR = "/"
#: Where the pages about oneself are: accounts, institutions, guardians.
OWN_PAGES = ("lyceum.people.", "allauth.")
OPEN_TO_PICTURES = {
    "my_classes", "class_page", "picture_code", "picture_session", "picture_secret", "picture_finish", "data_saver",
    "account_logout",
}  # fmt: skip
OPEN_TO_ACTING = {"settings", "data_saver", "account_logout", "end_acting"}


class ActorMiddleware:
    """Gives the request its `actor`, read from the session in one query and only when somebody asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: load_actor(request))  # type: ignore[attr-defined]
        request._cached_user = SimpleLazyObject(lambda: request.actor.account or AnonymousUser())  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], *args: Any) -> None:
        """Who came in by pictures reaches learning, and of people's own pages only those of a class.

        Staff who act as somebody reach learning and the settings, nothing of what is the person's alone.
        """
        if not view.__module__.startswith(OWN_PAGES):
            return
        actor: Actor = request.actor  # type: ignore[attr-defined]
        name = request.resolver_match.url_name if request.resolver_match else None
        if actor.is_scoped:
            require(name in OPEN_TO_PICTURES)
        if actor.acting is not None:
            require(name in OPEN_TO_ACTING)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """Staff whose roles rest for want of a second factor are led to set one up."""
        if not isinstance(fault, PermissionDenied | Http404) or not request.actor.rests:  # type: ignore[attr-defined]
            return None
        messages.warning(request, _("Your role needs a second factor: set up a passkey or an authenticator app first."))
        return redirect("mfa_index")


def load_actor(request: HttpRequest) -> Actor:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return Actor()
    account_id, profile_id = request.session.get(SESSION_KEY), request.session.get(PROFILE_KEY)
    if account_id is None and profile_id is None:
        return Actor()
    actor = actor_of(int(account_id) if account_id else None, profile_id)
    if actor.account is not None and not _is_valid(request, actor):
        request.session.flush()
        return Actor()
    return _in_place_of(request, _within_pictures(request, actor))


def _in_place_of(request: HttpRequest, actor: Actor) -> Actor:
    """Whom staff act as, checked anew in every request; once that is over they are themselves again."""
    key = request.session.get(ACTING_KEY)
    if key is None or actor.account is None:
        return actor
    found = acting_actor(actor, int(key))
    if found is None:
        del request.session[ACTING_KEY]
    return found or actor


def _within_pictures(request: HttpRequest, actor: Actor) -> Actor:
    """Who came in by pictures is this one person, as long as the educator's session lets them."""
    session_id, since = request.session.get(PICTURES_KEY, (None, 0))
    if session_id is None or actor.account is None:
        return actor
    if not picture_session_holds(session_id, datetime.fromtimestamp(since, UTC)):
        request.session.flush()
        return Actor()
    return replace(actor, picture_session_id=session_id)


def _is_valid(request: HttpRequest, actor: Actor) -> bool:
    """A changed password or a closed account ends every session."""
    assert actor.account is not None
    proof = request.session.get(HASH_SESSION_KEY, "")
    return actor.account.is_active and constant_time_compare(proof, actor.account.get_session_auth_hash())


class LocaleMiddleware(DjangoLocaleMiddleware):
    """The language of the address, else of the person, else of the browser; and the person's time zone.

    Only pages are somebody's: machine addresses, which have no language, read no session and are the same for all.
    """

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        if request.path_info == FRONT_DOOR:
            self._take_own_language(request)
        if _is_page(request):
            self._activate_time_zone(request)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        timezone.deactivate()
        if not _is_page(request):
            if response.status_code != HTTPStatus.NOT_FOUND:
                return response
            # Perhaps a page's address without its language: it is led to the person's.
            self._take_own_language(request)
        return super().process_response(request, response)

    def _take_own_language(self, request: HttpRequest) -> None:
        profile = request.actor.profile  # type: ignore[attr-defined]
        if profile is not None and profile.language:
            translation.activate(profile.language.lower())
            request.LANGUAGE_CODE = translation.get_language()

    def _activate_time_zone(self, request: HttpRequest) -> None:
        profile = request.actor.profile  # type: ignore[attr-defined]
        if profile is not None and profile.time_zone:
            try:
                timezone.activate(ZoneInfo(profile.time_zone))
            except (ZoneInfoNotFoundError, ValueError):
                timezone.deactivate()


def _is_page(request: HttpRequest) -> bool:
    return request.path_info == FRONT_DOOR or bool(translation.get_language_from_path(request.path_info))
