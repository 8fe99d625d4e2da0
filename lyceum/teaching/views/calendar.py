"""The agenda, and the calendar that other programs read."""

import hashlib
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lyceum.kit import clock
from lyceum.people.api import is_own
from lyceum.teaching.feeds import AHEAD, BACK, calendar_file, url_of
from lyceum.teaching.selectors.agenda import actor_of_calendar, agenda_of, calendar_key_of, dates_of
from lyceum.teaching.services import calendars
from lyceum.teaching.views.places import actor_of


@login_required
def calendar(request: HttpRequest) -> HttpResponse:
    """Eight weeks by day; the address for other programs is made here, renewed and ended."""
    actor = actor_of(request)
    if request.method == "POST":
        if request.POST.get("do") == "end":
            calendars.end_key(actor=actor)
            messages.success(request, _("The address does not work any more."))
        else:
            calendars.renew_key(actor=actor)
            messages.success(request, _("This is the address. An older one does not work any more."))
        return redirect("calendar")
    days = [(day, [(one, url_of(one)) for one in rows]) for day, rows in agenda_of(actor, clock.now())]
    key = calendar_key_of(actor) if is_own(actor) else None
    address = settings.SITE_URL + reverse("calendar_feed", args=[key.secret]) if key else ""
    context = {"days": days, "address": address, "is_own": is_own(actor), "now": clock.now()}
    return render(request, "teaching/calendar.html", context)


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Whoever has the address may read it: it names classes and works, and no people."""
    actor = actor_of_calendar(secret)
    if actor is None or actor.profile is None:
        raise Http404
    language = actor.profile.language or "en"
    with translation.override(language.lower()):
        now: datetime = clock.now()
        data = calendar_file(dates_of(actor, now - BACK, now + AHEAD), language)
    etag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    answer = HttpResponse(data, content_type="text/calendar; charset=utf-8", headers={"ETag": etag})
    answer["Content-Disposition"] = 'inline; filename="lyceum.ics"'
    answer["X-Robots-Tag"] = "noindex"
    patch_cache_control(answer, private=True, no_cache=True)
    found = get_conditional_response(request, etag=etag, response=answer)
    assert isinstance(found, HttpResponse)
    return found
