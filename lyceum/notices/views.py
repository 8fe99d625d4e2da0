"""What you were told, how you want to be told, and the link that stops a mail."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from lyceum.notices import mailing, services
from lyceum.notices.forms import QuietForm, WishForm
from lyceum.notices.selectors import in_language, notices_of, quiet_hours_of, told, wishes_of
from lyceum.people.api import Actor

PAGE = 30


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined,no-any-return]


@login_required
@never_cache
def notices(request: HttpRequest) -> HttpResponse:
    page = Paginator(notices_of(_actor(request)), PAGE).get_page(request.GET.get("page"))
    rows = [row for notice in page if (row := told(notice))]
    services.look(actor=_actor(request))
    return render(request, "notices/notices.html", {"rows": rows, "page": page, "has_new": any(r.is_new for r in rows)})


@require_POST
@login_required
def read_all(request: HttpRequest) -> HttpResponse:
    services.read_all(actor=_actor(request))
    return redirect("notices")


@login_required
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Leads to what it is about, and counts as read."""
    found = get_object_or_404(notices_of(_actor(request)), pk=pk)
    services.read(actor=_actor(request), notice=found)
    return redirect(in_language(found.path) or "notices")


@login_required
def settings(request: HttpRequest) -> HttpResponse:
    profile = _actor(request).profile
    if profile is None:
        raise Http404
    quiet, data = quiet_hours_of(profile), request.POST or None
    quiet_form = QuietForm(data, initial={"starts": quiet.starts, "ends": quiet.ends})
    forms = [WishForm(data, chosen) for chosen in wishes_of(profile)]
    if request.method == "POST" and all(form.is_valid() for form in [quiet_form, *forms]):
        wishes = {form.kind.name: (form.cleaned_data["is_shown"], form.cleaned_data["mail"]) for form in forms}
        times = (quiet_form.cleaned_data["starts"], quiet_form.cleaned_data["ends"])
        services.choose(actor=_actor(request), wishes=wishes, quiet=times)
        messages.success(request, _("Your choices are saved."))
        return redirect("notice_settings")
    context = {"quiet": quiet_form, "forms": forms, "address": mailing.address_of(profile), "zone": profile.time_zone}
    return render(request, "notices/settings.html", context)


# A mail program posts here by itself (RFC 8058), so it brings no token of ours; the signed link is the proof.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stops one kind of mail to one person, without signing in. Opening it changes nothing: mail scanners open links."""
    found = services.read_token(token)
    if found is None:
        raise Http404
    stopped = services.stop_mail(token=token) if request.method == "POST" else None
    return render(request, "notices/stop.html", {"kind": found[1], "stopped": stopped})
