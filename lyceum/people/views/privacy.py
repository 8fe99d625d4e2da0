"""Pages about one's data: what was done with them, having them exported, having them erased."""

import uuid
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lyceum.kit import audit
from lyceum.people import registry
from lyceum.people.forms.privacy import EraseForm
from lyceum.people.guarding import is_own
from lyceum.people.limits import is_over
from lyceum.people.models import DataRequest, Profile
from lyceum.people.policies import require
from lyceum.people.requests import actor_in, member_in
from lyceum.people.selectors import privacy as selectors
from lyceum.people.services import privacy as services
from lyceum.ui.errors import page

Kind = DataRequest.Kind
PASSWORDS_PER_HOUR = 20
EXPORTS_PER_DAY = 10


@never_cache
@login_required
def data(request: HttpRequest, profile_uuid: uuid.UUID | None = None) -> HttpResponse:
    """Export and erase: how far it is, and the buttons."""
    profile = _subject(request, profile_uuid)
    export, erasure = selectors.latest(profile, Kind.EXPORT), selectors.latest(profile, Kind.ERASE)
    context = {
        "profile": profile, "is_mine": profile_uuid is None, "export": export, "erasure": erasure,
        "token": selectors.download_token(actor_in(request), export) if export and export.file_name else "",
        "days": settings.EXPORT_DAYS,
    }  # fmt: skip
    return render(request, "people/privacy/data.html", context)


@require_POST
@login_required
def export_data(request: HttpRequest) -> HttpResponse:
    profile = _subject(request, _posted(request))
    if is_over(f"export:{profile.pk}", limit=EXPORTS_PER_DAY, seconds=24 * 3600):
        return page(request, 429)
    services.ask_for_export(actor=actor_in(request), profile=profile)
    messages.success(request, _("Your export is being made. You may leave this page and come back."))
    return _back(request, profile)


@never_cache
@login_required
def download_export(request: HttpRequest, request_uuid: uuid.UUID, token: str) -> HttpResponseBase:
    """The ZIP, for who asked and as long as the link holds."""
    actor = actor_in(request)
    row = selectors.request_for(actor, request_uuid)
    if row is None or row.kind != Kind.EXPORT or not selectors.is_signed(actor, row, token):
        raise Http404
    audit.record(actor, "people.download_export", row.profile)
    name = f"lyceum-{row.created_at:%Y-%m-%d}.zip"
    return FileResponse(services.open_export(row), as_attachment=True, filename=name, content_type="application/zip")


@never_cache
@login_required
def erase_data(request: HttpRequest, profile_uuid: uuid.UUID | None = None) -> HttpResponse:
    """What goes and what must stay, named before it is confirmed."""
    actor, _profile, account = member_in(request)
    profile = _subject(request, profile_uuid)
    form = EraseForm(request.POST or None, account=account)
    if request.method == "POST":
        if is_over(f"erase:{account.pk}", limit=PASSWORDS_PER_HOUR, seconds=3600):
            return page(request, 429)
        if form.is_valid():
            asked = services.ask_to_erase(actor=actor, profile=profile)
            return render(
                request, "people/privacy/erase_begun.html", {"asked": asked[0], "is_mine": profile_uuid is None}
            )
    context = {
        "form": form, "profile": profile, "is_mine": profile_uuid is None, "also": services.goes_along(profile),
        "keeps": [eraser.keeps for eraser in registry.erasers().values() if eraser.keeps], "days": settings.ERASE_GRACE_DAYS,
    }  # fmt: skip
    return render(request, "people/privacy/erase.html", context)


@require_POST
@login_required
def keep_data(request: HttpRequest, request_uuid: uuid.UUID) -> HttpResponse:
    actor = actor_in(request)
    row = selectors.request_for(actor, request_uuid)
    if row is None or row.kind != Kind.ERASE:
        raise Http404
    if services.keep_data(actor=actor, request=row):
        messages.success(request, _("Nothing is erased. Everything stays as it was."))
    else:
        messages.error(request, _("This erasing has already begun or was stopped before."))
    return _back(request, row.profile)


@login_required
def activity(request: HttpRequest, profile_uuid: uuid.UUID | None = None) -> HttpResponse:
    """Who looked at my data, and what was done with them."""
    profile = _subject(request, profile_uuid)
    number = request.GET.get("page", "1")
    found = selectors.happenings(profile, int(number) if number.isdecimal() and len(number) < 8 else 1)
    context = {
        "page": found,
        "rows": selectors.told(list(found), profile),
        "profile": profile,
        "is_mine": profile_uuid is None,
    }
    return render(request, "people/privacy/activity.html", context)


def _subject(request: HttpRequest, wanted: uuid.UUID | None) -> Profile:
    actor = actor_in(request)
    require(is_own(actor))
    found = selectors.subject(actor, wanted)
    if found is None:
        raise Http404
    return found


def _posted(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("profile", ""))
    except ValueError as error:
        raise Http404 from error


def _back(request: HttpRequest, profile: Profile) -> HttpResponse:
    own = actor_in(request).profile_uuid == profile.uuid
    return cast(HttpResponse, redirect("data") if own else redirect("data_of", profile.uuid))
