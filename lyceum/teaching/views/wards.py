"""Pages of guardians about their children."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from lyceum.kit import clock
from lyceum.people.api import NotAllowed
from lyceum.teaching.forms import LimitForm
from lyceum.teaching.selectors.study import Day
from lyceum.teaching.selectors.wards import ward, ward_of, wards_of
from lyceum.teaching.services import studying
from lyceum.teaching.views.places import actor_of

#: Width of a day and height of the longest one in the picture.
WIDTH, HEIGHT = 20, 100


@login_required
@never_cache
def wards(request: HttpRequest) -> HttpResponse:
    """The children that somebody answers for."""
    return render(request, "teaching/wards.html", {"children": wards_of(actor_of(request))})


@login_required
@never_cache
def child(request: HttpRequest, child_uuid: uuid.UUID) -> HttpResponse:
    """How a child learns, and the limits that its guardians may set."""
    actor = actor_of(request)
    found = ward_of(actor, child_uuid)
    if found is None:
        raise NotAllowed if request.method == "POST" else Http404
    seen = ward(actor, found, clock.now())
    initial = {name: getattr(seen.limit, name, None) for name in LimitForm.base_fields}
    form = LimitForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        studying.set_limit(actor=actor, child=found, **form.cleaned_data)
        messages.success(request, _("The limits are kept. Educators are not told of them."))
        return redirect("ward", child_uuid)
    marks = [(book, list(zip(book.works, book.rows[0].cells, strict=True))) for book in seen.books]
    context = {
        "ward": seen, "child": found, "form": form, "marks": marks, "bars": _bars(seen.days), "now": clock.now(),
        "width": WIDTH * len(seen.days), "height": HEIGHT,
    }  # fmt: skip
    return render(request, "teaching/ward.html", context, status=422 if form.errors else 200)


def _bars(days: list[Day]) -> list[dict[str, int]]:
    """The picture follows the direction of reading."""
    order = list(reversed(days)) if get_language_bidi() else days
    heights = [max(2, round(day.height * HEIGHT)) for day in order]
    return [
        {"x": place * WIDTH + 2, "y": HEIGHT - height, "width": WIDTH - 4, "height": height}
        for place, height in enumerate(heights)
    ]
