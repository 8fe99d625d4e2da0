"""The gradebook out as a file, and in again with a look before anything changes."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lyceum.people.api import NotAllowed
from lyceum.teaching import sheets
from lyceum.teaching.forms import SheetForm
from lyceum.teaching.selectors.sheets import differences, fingerprint, sheet_of, table_of
from lyceum.teaching.services import marksheets
from lyceum.teaching.views.places import actor_of, taught_or_404
from lyceum.ui.formats import number

SHOWN = 200
TYPES = {"csv": "text/csv; charset=utf-8", "ods": "application/vnd.oasis.opendocument.spreadsheet"}


@login_required
@never_cache
@require_safe
def marks_file(request: HttpRequest, class_uuid: uuid.UUID, kind: str) -> HttpResponse:
    """All marks of the class as CSV or ODS."""
    found = taught_or_404(request, class_uuid)
    if kind not in TYPES:
        raise Http404
    head = (pgettext("who", "Learner"), _("Username"), _("Id"))
    rows = table_of(found, head)
    data = sheets.to_csv(rows) if kind == "csv" else sheets.to_ods(rows, _("Marks"))
    name = f"{slugify(found.name) or 'marks'}.{kind}"
    return HttpResponse(
        data, content_type=TYPES[kind], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@login_required
def take_in(request: HttpRequest, class_uuid: uuid.UUID) -> HttpResponse:
    """Choose a file; nothing is changed by it yet."""
    found = taught_or_404(request, class_uuid)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            sheet = marksheets.take_in(
                actor=actor_of(request), school_class=found, data=form.cleaned_data["file"].read()
            )
        except sheets.BadSheet as error:
            form.add_error("file", _bad_sheet(str(error)))
        else:
            return redirect("mark_sheet", class_uuid, sheet.uuid)
    return render(
        request, "teaching/take_in_marks.html", {"class": found, "form": form}, status=422 if form.errors else 200
    )


def _bad_sheet(code: str) -> str:
    if code == "too_big":
        return _("The file is larger than 5 MB. Nothing was changed: send it in two parts.")
    return _("This is no table that can be read. Nothing was changed: save it as CSV or ODS and send it again.")


@login_required
@never_cache
def mark_sheet(request: HttpRequest, class_uuid: uuid.UUID, sheet_uuid: uuid.UUID) -> HttpResponse:
    """What would change, cell by cell; confirming applies exactly that."""
    found, actor = taught_or_404(request, class_uuid), actor_of(request)
    sheet = sheet_of(actor, found, sheet_uuid)
    if sheet is None:
        raise NotAllowed if request.method == "POST" else Http404
    is_stale = False
    if request.method == "POST":
        try:
            count = marksheets.apply(actor=actor, sheet=sheet, seen=request.POST.get("seen", ""))
        except marksheets.Stale:
            is_stale = True
        else:
            words = ngettext("%(number)s mark is changed.", "%(number)s marks are changed.", count)
            messages.success(request, words % {"number": number(count)})
            return redirect("gradebook", class_uuid)
    changes = differences(sheet)
    context = {
        "class": found, "sheet": sheet, "changes": changes, "seen": fingerprint(changes), "is_stale": is_stale,
        "problems": [_said(*row) for row in sheet.problems[:SHOWN]],
        "more_problems": max(0, len(sheet.problems) - SHOWN),
    }  # fmt: skip
    return render(request, "teaching/mark_sheet.html", context, status=409 if is_stale else 200)


def _said(line: int, column: str, code: str, value: str) -> dict[str, Any]:
    words = {
        "no_head": _("The two lines of the head are missing. Begin with a file that was taken from here."),
        "unknown_work": _("This column belongs to no work of the class; it is passed over."),
        "work_twice": _("This column stands in the table twice; the first one counts."),
        "unknown_person": _("Nobody of this class has this id or username; the line is passed over."),
        "person_twice": _("This person stands in the table twice; the first line counts."),
        "bad_mark": _("This is no mark: write 0 to 100, EX or M. The mark stays as it is."),
    }
    return {"line": line, "column": column, "value": value, "words": words.get(code, code)}
