"""Second factors, passkeys, and the devices on which one is signed in."""

from allauth.mfa.models import Authenticator
from allauth.mfa.totp import views as totp
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lyceum.people.qr import qr_svg
from lyceum.people.requests import member_in
from lyceum.people.selectors.security import devices_of, factors_of
from lyceum.people.services import security as services


@never_cache
@login_required
def index(request: HttpRequest) -> HttpResponse:
    """How one signs in, what else is asked, and where one is signed in."""
    actor, _profile, account = member_in(request)
    context = {
        "factors": factors_of(account), "devices": devices_of(account, request.session.session_key or ""),
        "rests": actor.rests, "types": Authenticator.Type,
    }  # fmt: skip
    return render(request, "mfa/index.html", context)


class ActivateTOTP(totp.ActivateTOTPView):
    """The library's view, with a QR code that the content policy allows."""

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        context: dict[str, object] = super().get_context_data(**kwargs)
        return {**context, "qr": qr_svg(str(context["totp_url"]), _("Opens the authenticator app"))}


activate_totp = login_required(ActivateTOTP.as_view())


@require_POST
@login_required
def end_device(request: HttpRequest) -> HttpResponse:
    actor, _profile, account = member_in(request)
    key = request.POST.get("device", "")
    device = get_object_or_404(account.device_sessions, pk=int(key) if key.isdecimal() and len(key) < 19 else 0)
    services.end_device(actor=actor, device=device)
    messages.success(request, _("That device is signed out."))
    return redirect("mfa_index")


@require_POST
@login_required
def end_other_devices(request: HttpRequest) -> HttpResponse:
    actor, _profile, _account = member_in(request)
    services.end_other_devices(actor=actor, session=request.session, agent=request.META.get("HTTP_USER_AGENT", ""))
    messages.success(request, _("All other devices are signed out."))
    return redirect("mfa_index")
