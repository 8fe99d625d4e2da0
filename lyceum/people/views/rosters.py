"""Rosters: send one, look at what it would change, agree; and the members as a roster to take away."""

import uuid
from collections.abc import Iterator

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lyceum.people.forms.institutions import RosterForm
from lyceum.people.models import Institution, RosterImport
from lyceum.people.policies import can_see_members, require
from lyceum.people.requests import actor_in
from lyceum.people.rosters.export import csv_lines, packed
from lyceum.people.rosters.problems import restored
from lyceum.people.selectors import institutions as selectors
from lyceum.people.selectors import rosters as diffs
from lyceum.people.selectors.oneroster import as_oneroster
from lyceum.people.services import rosters as services
from lyceum.people.views.places import institution_or_404

#: So many lines of a diff, and so many problems, are shown; all are in the CSV.
SHOWN = 100


def _overseen(request: HttpRequest, slug: str) -> Institution:
    found = institution_or_404(request, slug)
    require(can_see_members(actor_in(request), found))
    return found


def _roster_or_404(request: HttpRequest, found: Institution, roster_uuid: uuid.UUID) -> RosterImport:
    row = selectors.rosters_of(actor_in(request), found).defer(None).filter(uuid=roster_uuid).first()
    if row is None:
        raise Http404
    return row


@never_cache
@login_required
def rosters(request: HttpRequest, slug: str) -> HttpResponse:
    """Send a roster; nothing changes before its diff was looked at."""
    found = _overseen(request, slug)
    form = RosterForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        row = services.send_roster(
            actor=actor_in(request),
            institution=found,
            files={
                file.name or f"table{place}.csv": file.read() for place, file in enumerate(form.cleaned_data["roster"])
            },
            consented=form.cleaned_data["consented"],
            once=form.cleaned_data["once"] or uuid.uuid4(),
        )
        return redirect("roster", found.slug, row.uuid)
    latest = selectors.rosters_of(actor_in(request), found)[:20]
    return render(request, "people/rosters.html", {"institution": found, "form": form, "latest": latest})


@never_cache
@login_required
def roster(request: HttpRequest, slug: str, roster_uuid: uuid.UUID) -> HttpResponse:
    """The diff: what is new, changed, left; what is wrong. Agreeing applies exactly this."""
    found = _overseen(request, slug)
    if request.method == "POST":
        return _decide(request, found, roster_uuid)
    row = _roster_or_404(request, found, roster_uuid)
    problems = restored(row.problems)
    changes = row.plan.get("changes", [])
    context = {
        "institution": found,
        "roster": row,
        "problems": problems[:SHOWN],
        "errors": row.plan.get("errors", 0),
        "notices": row.plan.get("notices", 0),
        "groups": diffs.grouped(changes, SHOWN),
        "counts": [(diffs.HEADS[what], n) for what, n in (row.plan.get("counts") or diffs.counted(changes)).items()],
        "unchanged": row.plan.get("unchanged", 0),
        "is_working": row.state in (RosterImport.State.READING, RosterImport.State.APPLYING),
    }
    response = render(request, "people/roster.html", context)
    if context["is_working"]:
        response["Refresh"] = "3"
    return response


def _decide(request: HttpRequest, found: Institution, roster_uuid: uuid.UUID) -> HttpResponse:
    actor = actor_in(request)
    _roster_or_404(request, found, roster_uuid)
    if request.POST.get("do") == "drop":
        services.drop_roster(actor=actor, institution=found, roster_uuid=roster_uuid)
        messages.success(request, _("The roster is forgotten. Nothing was changed."))
        return redirect("rosters", found.slug)
    try:
        services.confirm_roster(
            actor=actor, institution=found, roster_uuid=roster_uuid, mark=request.POST.get("mark", "")
        )
    except services.Changed:
        messages.warning(
            request,
            _(
                "Something was changed here since you looked. Nothing of the roster was taken over: below is what it would change now."
            ),
        )
    return redirect("roster", found.slug, roster_uuid)


@require_safe
@login_required
def roster_lines(request: HttpRequest, slug: str, roster_uuid: uuid.UUID) -> HttpResponse:
    """All problems and all lines of the diff as CSV."""
    row = _roster_or_404(request, _overseen(request, slug), roster_uuid)
    head = [_("What"), _("File"), _("Line"), _("Class"), _("Name"), _("Before")]
    wrong = ([problem.text, problem.file, problem.line or "", "", "", ""] for problem in restored(row.problems))
    changes = (
        [diffs.WORDS[one["what"]], "", "", one["class_name"], one["name"], one["old"]]
        for one in row.plan.get("changes", [])
    )
    return _csv(csv_lines([head, *wrong, *changes]), "roster.csv")


def _csv(lines: Iterator[str], name: str) -> HttpResponse:
    response = HttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@login_required
def institution_export(request: HttpRequest, slug: str) -> HttpResponse:
    """Classes, learners and educators as OneRoster 1.2 CSV."""
    found = _overseen(request, slug)
    data = packed(as_oneroster(actor_in(request), found))
    response = HttpResponse(data, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{found.slug}-oneroster.zip"'
    return response
