"""Signing in with an institution."""

import logging
import time
from typing import Any, cast

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from lyceum.people import openid, sealing
from lyceum.people.forms.openid import ProviderForm
from lyceum.people.guarding import is_own
from lyceum.people.limits import limited
from lyceum.people.models import Institution, OpenIDProvider
from lyceum.people.policies import can_manage_institution, require
from lyceum.people.requests import actor_in
from lyceum.people.services import openid as services

log = logging.getLogger(__name__)
KEY = "openid"
TRY_SECONDS = 600


MOST_SHOWN = 20


def choose_institution(request: HttpRequest) -> HttpResponse:
    """Institutions whose own service people sign in with; they are few enough to look for by their name."""
    asked = request.GET.get("q", "").replace("\0", "").strip()[:60]
    rows = Institution.objects.filter(openid_provider__is_on=True, closed_at=None, name__icontains=asked)
    context = {"institutions": rows.order_by("name")[:MOST_SHOWN], "q": asked}
    return render(request, "people/openid/choose.html", context)


@never_cache
@limited("openid", per_hour=120)
def sign_in_with(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks first, then leads to the institution; a signed-in person links the account."""
    provider = _provider(slug)
    linking = is_own(actor_in(request))
    try:
        config = openid.discover(provider.issuer)
    except openid.NotTrusted as fault:
        return _failed(request, provider, fault)
    if request.method != "POST":
        context = {"institution": provider.institution, "linking": linking}
        response = render(request, "people/openid/sign_in.html", context)
        # The form's answer leads to the service; browsers hold that against the policy too.
        response._csp_update = {"form-action": [openid.origin(config)]}  # type: ignore[attr-defined]
        return response
    tried = openid.new_secrets()
    request.session[KEY] = {
        **tried,
        "provider": provider.pk,
        "at": time.time(),
        "account": actor_in(request).account_id,
    }
    return redirect(openid.authorize_url(config, provider.client_id, _back(request, slug), tried, provider.domain_hint))


@never_cache
def signed_in_with(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the institution sends people back; every try is good once."""
    provider, tried = _provider(slug), request.session.pop(KEY, None)
    try:
        claims = _proved(request, provider, tried)
    except (openid.NotTrusted, sealing.Broken) as fault:
        return _failed(request, provider, fault)
    actor = actor_in(request)
    if tried["account"] is not None and actor.account_id == tried["account"]:
        return _link(request, provider, claims)
    account = services.arrive(provider=provider, claims=claims)
    return cast(HttpResponse, perform_login(request, Login(user=account, email_verification="none")))


@never_cache
@login_required
def provider_settings(request: HttpRequest, slug: str) -> HttpResponse:
    """For the institution's admins: the service with which its people sign in."""
    institution = get_object_or_404(Institution, slug=slug, closed_at=None)
    require(is_own(actor_in(request)) and can_manage_institution(actor_in(request), institution))
    found = OpenIDProvider.objects.filter(institution=institution).first()
    form = ProviderForm(request.POST or None, initial=_initial(found))
    if request.method == "POST" and form.is_valid():
        services.save_provider(actor=actor_in(request), institution=institution, **form.cleaned_data)
        messages.success(request, _("The sign-in service is saved."))
        return redirect("provider_settings", slug)
    context = {"institution": institution, "form": form, "back": _back(request, slug), "provider": found}
    return render(request, "people/openid/settings.html", context)


def _proved(request: HttpRequest, provider: OpenIDProvider, tried: dict[str, Any] | None) -> dict[str, Any]:
    state, code = request.GET.get("state", ""), request.GET.get("code", "")
    if tried is None or tried["provider"] != provider.pk or time.time() - float(tried["at"]) > TRY_SECONDS:
        raise openid.NotTrusted("no try to sign in was begun here")
    if not code or not constant_time_compare(state, tried["state"]):
        raise openid.NotTrusted("the answer to another try")
    config, secret = openid.discover(provider.issuer), sealing.unseal(provider.secret_sealed)
    back = _back(request, provider.institution.slug)
    token = openid.redeem(config, provider.client_id, secret, code, back, tried["verifier"])
    return openid.claims(config, provider.client_id, token, tried["nonce"])


def _link(request: HttpRequest, provider: OpenIDProvider, claims: dict[str, Any]) -> HttpResponse:
    try:
        services.link(actor=actor_in(request), provider=provider, claims=claims)
    except services.LinkedElsewhere:
        messages.error(
            request, _("This person of the institution already has another account here. Nothing was changed.")
        )
    else:
        messages.success(request, _("From now on you can sign in with your institution too."))
    return redirect("mfa_index")


def _provider(slug: str) -> OpenIDProvider:
    rows = OpenIDProvider.objects.select_related("institution").filter(is_on=True, institution__closed_at=None)
    return get_object_or_404(rows, institution__slug=slug)


def _back(request: HttpRequest, slug: str) -> str:
    return request.build_absolute_uri(reverse("signed_in_with", args=[slug]))


def _failed(request: HttpRequest, provider: OpenIDProvider, fault: Exception) -> HttpResponse:
    log.warning("sign-in with %s was refused: %s", provider.institution.slug, fault)
    return render(request, "people/openid/failed.html", {"institution": provider.institution}, status=400)


def _initial(found: OpenIDProvider | None) -> dict[str, object]:
    if found is None:
        return {"is_on": True}
    lines = "\n".join(f"{value} = {role}" for value, role in found.role_map.items())
    names = ("issuer", "client_id", "domain_hint", "role_claim", "is_on")
    return {**{name: getattr(found, name) for name in names}, "role_map": lines}
