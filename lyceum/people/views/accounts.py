"""Account pages: settings, profiles on this device, recovery."""

import uuid
from typing import cast

from allauth.account import views as allauth
from django.conf import settings as site_settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, translate_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from lyceum.kit import languages
from lyceum.people.api import ensure_profile
from lyceum.people.forms.accounts import ProfileForm, RecoveryForm, SettingsForm
from lyceum.people.limits import limited
from lyceum.people.models import PICTURES, Profile
from lyceum.people.policies import is_guardian_of
from lyceum.people.selectors import PROFILE_KEY, profiles_of
from lyceum.people.services import accounts as services
from lyceum.ui.context import SAVER_COOKIE, saves_data

COOKIE_YEAR = 365 * 24 * 60 * 60


def sign_up(request: HttpRequest) -> HttpResponse:
    """A username that somebody else took at the same moment is taken: asked again, the form says so."""
    try:
        return cast(HttpResponse, allauth.signup(request))
    except IntegrityError:
        return cast(HttpResponse, allauth.signup(request))


def settings(request: HttpRequest) -> HttpResponse:
    """Own settings, for guests too: they are kept with the profile."""
    profile = request.actor.profile or Profile()  # type: ignore[attr-defined]
    profile.language = profile.language or languages.current()
    form = SettingsForm(request.POST or None, instance=profile)
    if request.method == "POST" and form.is_valid():
        actor = ensure_profile(request)
        values = dict(form.cleaned_data)
        services.change_settings(actor=actor, profile=actor.profile, **values)  # type: ignore[arg-type]
        messages.success(request, _("Your settings are saved."))
        response = redirect(translate_url(request.path, values["language"].lower()))
        response.delete_cookie(SAVER_COOKIE)
        return response
    return render(request, "people/settings.html", {"form": form})


# No token: a page with one could not be the same for all visitors, nor free of cookies. A forged post does no harm:
# the session's cookie is SameSite=Lax, so it comes from nobody in particular and turns one preference of looks.
@csrf_exempt
@require_POST
def data_saver(request: HttpRequest) -> HttpResponse:
    """The switch in the footer: on or off, on this device and in the profile."""
    actor = request.actor  # type: ignore[attr-defined]
    is_on = saves_data(request)
    response = redirect(_safe_next(request))
    response.set_cookie(SAVER_COOKIE, "0" if is_on else "1", max_age=COOKIE_YEAR, samesite="Lax", httponly=True)
    if actor.profile is not None:
        services.change_settings(actor=actor, profile=actor.profile, saves_data=not is_on)
    return response


@login_required
def profiles(request: HttpRequest) -> HttpResponse:
    """Who learns on this device: switch by picture, or add a person."""
    form = ProfileForm(request.POST or None, initial={"picture": "sun"})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            profile = services.add_profile(
                actor=request.actor,  # type: ignore[attr-defined]
                name=values["name"],
                picture=values["picture"],
                birth_year=values["birth_year"],
            )
        except services.TooManyProfiles:
            form.add_error(None, _("This account already has as many people as it can hold."))
        else:
            if is_guardian_of(request.actor, profile):  # type: ignore[attr-defined]
                return redirect("consent", profile.uuid)
            request.session[PROFILE_KEY] = profile.pk
            return redirect("guardians" if profile.is_closed else "my_page")
    people = profiles_of(request.actor)  # type: ignore[attr-defined]
    return render(request, "people/profiles.html", {"form": form, "profiles": people, "pictures": PICTURES})


@require_POST
@login_required
def switch_profile(request: HttpRequest) -> HttpResponse:
    try:
        wanted = uuid.UUID(request.POST.get("profile", ""))
    except ValueError as error:
        raise Http404 from error
    profile = get_object_or_404(profiles_of(request.actor), uuid=wanted)  # type: ignore[attr-defined, arg-type]
    request.session[PROFILE_KEY] = profile.pk
    return redirect("my_page")


@never_cache
@login_required
def recovery_code(request: HttpRequest) -> HttpResponse:
    """Shows a new code once; asking again makes the old one void."""
    code = ""
    if request.method == "POST":
        code = services.new_recovery_code(request.actor.account)  # type: ignore[attr-defined]
    return render(request, "people/recovery_code.html", {"code": code})


@limited("recover", per_hour=20)
def recover(request: HttpRequest) -> HttpResponse:
    """A new password by recovery code; the answer does not tell whether the username exists."""
    form = RecoveryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if services.reset_with_code(username=values["username"], code=values["code"], password=values["password"]):
            messages.success(request, _("Your password is changed. Sign in with it now."))
            return redirect("account_login")
        form.add_error(None, _("The username and the code do not belong together. Look at your printed card again."))
    return render(request, "people/recover.html", {"form": form})


def _safe_next(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if is_ours and target.startswith("/") else reverse(site_settings.LOGIN_REDIRECT_URL)
