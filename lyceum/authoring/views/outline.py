"""The outline of a working copy, and what is said of the course as a whole."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lyceum.authoring import selectors
from lyceum.authoring.forms import FactsForm
from lyceum.authoring.kinds import EDITORS
from lyceum.authoring.kinds.base import lines
from lyceum.authoring.models import WorkingCopy
from lyceum.authoring.outline import NoSuchPlace
from lyceum.authoring.policies import can_edit
from lyceum.authoring.services import copies, outline
from lyceum.authoring.services.files import Clashed, tree_of
from lyceum.authoring.tree import Tree
from lyceum.authoring.views.common import actor_of, copy_or_404, page, signed_in
from lyceum.courses.api import PackError, to_zip
from lyceum.people.api import Actor, require


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def working_copy(request: HttpRequest, copy_uuid: uuid.UUID) -> HttpResponse:
    """Units and activities, in order; every button posts one deed here."""
    copy = copy_or_404(request, copy_uuid)
    if request.method == "POST":
        require(can_edit(actor_of(request), copy))
        return _deed(request, copy)
    tree = tree_of(copy)
    errors = selectors.errors_of(copy, tree)
    removals = copy.removals.filter(restored_at=None).order_by("-removed_at")[:20]
    return page(
        request,
        "outline",
        copy,
        "outline",
        tree=tree,
        units=_units(tree, errors),
        kinds=[(kind, editor.name) for kind, editor in EDITORS.items()],
        kind_names={kind: editor.name for kind, editor in EDITORS.items()},
        removals=removals,
        errors=[error for error in errors if not _owner(tree, error)],
        error_count=len(errors),
    )


def _owner(tree: Tree, error: PackError) -> str:
    """The key of the activity that an error is in."""
    nodes = (node for unit in tree.units for node in unit.activities)
    return next((node.key for node in nodes if error.path.startswith(node.folder)), "")


def _units(tree: Tree, errors: list[PackError]) -> list[dict[str, Any]]:
    counts: dict[str, int] = {}
    for error in errors:
        key = _owner(tree, error)
        counts[key] = counts.get(key, 0) + 1
    return [
        {
            "unit": unit,
            "steps": [
                {
                    "node": node,
                    "kind": EDITORS[node.kind].name if node.kind in EDITORS else node.kind,
                    "can_open": node.kind in EDITORS,
                    "errors": counts.get(node.key, 0),
                }
                for node in unit.activities
            ],
        }
        for unit in tree.units
    ]


def _deed(request: HttpRequest, copy: WorkingCopy) -> HttpResponse:
    """`do` is a deed with its targets: `up:KEY`, `place:KEY:UNIT:POSITION`, `restore:ID` …"""
    do, *targets = request.POST.get("do", "").split(":")
    home = redirect("working_copy", copy.uuid)
    if do not in DEEDS:
        return home
    try:
        where = DEEDS[do](actor_of(request), copy, request, targets)
    except (NoSuchPlace, ValueError, IndexError):
        messages.warning(request, _("Somebody else changed the outline meanwhile. Look at it again; nothing was lost."))
        return home
    return redirect(where) if where else redirect(f"{reverse('working_copy', args=[copy.uuid])}{_anchor(targets)}")


def _anchor(targets: list[str]) -> str:
    return f"#{targets[0]}" if targets and targets[0].replace("-", "").isalnum() else ""


Deed = Callable[[Actor, WorkingCopy, HttpRequest, list[str]], str | None]


def _add_unit(actor: Actor, copy: WorkingCopy, request: HttpRequest, targets: list[str]) -> None:
    title = request.POST.get("title", "").replace("\0", "").strip()[:120]
    if not title:
        messages.warning(request, _("Give the unit a title."))
    else:
        outline.add_unit(actor=actor, copy=copy, title=title)


def _add_activity(actor: Actor, copy: WorkingCopy, request: HttpRequest, targets: list[str]) -> str | None:
    title = request.POST.get("title", "").replace("\0", "").strip()[:120]
    if not title:
        messages.warning(request, _("Give the step a title."))
        return None
    kind = request.POST.get("kind", "")
    key = outline.add_activity(actor=actor, copy=copy, unit_key=targets[0], kind=kind, title=title)
    return reverse("edit_activity", args=[copy.uuid, key])


def _move_unit(step: int) -> Deed:
    def move(actor: Actor, copy: WorkingCopy, request: HttpRequest, targets: list[str]) -> None:
        place = list(tree_of(copy).folders).index(targets[0])
        outline.move_unit(actor=actor, copy=copy, key=targets[0], position=max(0, place + step))

    return move


def _move(step: int) -> Deed:
    """One place up or down; at the end of a unit, on into the next one."""

    def move(actor: Actor, copy: WorkingCopy, request: HttpRequest, targets: list[str]) -> None:
        tree, key = tree_of(copy), targets[0]
        unit = tree.unit_of(key)
        if unit is None:
            raise NoSuchPlace
        order, units = tree.order(unit.folder), list(tree.folders)
        place, at = order.index(key) + step, units.index(unit.key)
        goal = unit.key
        if not 0 <= place < len(order) and 0 <= at + step < len(units):
            goal = units[at + step]
            place = 0 if step > 0 else len(tree.order(tree.folders[goal]))
        outline.move_activity(actor=actor, copy=copy, key=key, unit_key=goal, position=max(0, place))

    return move


def _place(actor: Actor, copy: WorkingCopy, request: HttpRequest, targets: list[str]) -> None:
    outline.move_activity(actor=actor, copy=copy, key=targets[0], unit_key=targets[1], position=int(targets[2]))


def _send(actor: Actor, copy: WorkingCopy, request: HttpRequest, targets: list[str]) -> None:
    key, unit = request.POST.get("step", ""), request.POST.get("unit", "")
    outline.move_activity(actor=actor, copy=copy, key=key, unit_key=unit, position=10_000)


def _remove(is_unit: bool) -> Deed:
    def remove(actor: Actor, copy: WorkingCopy, request: HttpRequest, targets: list[str]) -> None:
        row = outline.remove(actor=actor, copy=copy, key=targets[0], is_unit=is_unit)
        text = _("“%(title)s” was taken out. You can put it back at the end of this page.") % {"title": row.title}
        messages.success(request, text)

    return remove


def _restore(actor: Actor, copy: WorkingCopy, request: HttpRequest, targets: list[str]) -> None:
    outline.restore(actor=actor, copy=copy, removal_id=int(targets[0]))


def _name_unit(actor: Actor, copy: WorkingCopy, request: HttpRequest, targets: list[str]) -> None:
    title = request.POST.get("title", "").replace("\0", "").strip()[:120]
    summary = request.POST.get("summary", "").replace("\0", "").strip()[:400]
    if title:
        outline.name_unit(actor=actor, copy=copy, key=targets[0], title=title, summary=summary)


DEEDS: dict[str, Deed] = {
    "add-unit": _add_unit,
    "add": _add_activity,
    "up-unit": _move_unit(-1),
    "down-unit": _move_unit(1),
    "name-unit": _name_unit,
    "up": _move(-1),
    "down": _move(1),
    "place": _place,
    "send": _send,
    "remove": _remove(False),
    "remove-unit": _remove(True),
    "restore": _restore,
}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def facts(request: HttpRequest, copy_uuid: uuid.UUID) -> HttpResponse:
    """Title, summary, languages, skills: what the course says of itself."""
    copy = copy_or_404(request, copy_uuid)
    require(can_edit(actor_of(request), copy))
    tree = tree_of(copy)
    form = FactsForm(request.POST or None, initial=_facts(tree, copy))
    if copy.institution is None:
        del form.fields["audience"]
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            _save_facts(request, copy, tree, form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("copy_facts", copy.uuid)
        except Clashed:
            form.add_error(None, _("Somebody else changed the same lines meanwhile. Compare, then save again."))
    if request.method == "POST":
        status = 422
    return page(request, "facts", copy, "facts", status=status, tree=tree, form=form, seen=_seen(tree))


def _seen(tree: Tree) -> dict[str, int]:
    return {path: tree.revision(path) for path in ("pack.yaml", f"course.{tree.source}.yaml")}


def _facts(tree: Tree, copy: WorkingCopy) -> dict[str, Any]:
    manifest, words = tree.manifest, tree.data(f"course.{tree.source}.yaml")
    names, ages = words.get("skills") or {}, manifest.get("ages") or {}
    return {
        **words,
        "outcomes": "\n".join(words.get("outcomes") or []),
        "skills": "\n".join(f"{key} = {names[key]}" if key in names else key for key in manifest.get("skills") or []),
        "subject": manifest.get("subject"),
        "languages": tree.languages,
        "hours": manifest.get("hours"),
        "age_from": ages.get("from"),
        "age_to": ages.get("to"),
        "authors": "\n".join(manifest.get("authors") or []),
        "licence": manifest.get("licence"),
        "audience": copy.audience,
    }


def _save_facts(request: HttpRequest, copy: WorkingCopy, tree: Tree, values: dict[str, Any]) -> None:
    posted = dict(request.POST.lists())
    pairs = [line.partition("=") for line in lines(posted, "skills")]
    skills = {key.strip(): name.strip() for key, _, name in pairs}
    ages = {"from": values["age_from"], "to": values["age_to"]}
    hours = values["hours"]
    manifest = {
        "languages": list(dict.fromkeys([tree.source, *values["languages"]])) if set(values["languages"]) | {tree.source}
        != set(tree.languages) else tree.languages,
        "subject": values["subject"],
        "hours": int(hours) if hours.is_integer() else hours,
        "ages": {key: age for key, age in ages.items() if age is not None},
        "authors": lines(posted, "authors"),
        "licence": values["licence"],
        "skills": list(skills),
    }  # fmt: skip
    words = {
        "title": values["title"],
        "summary": values["summary"],
        "about": values["about"].replace("\r\n", "\n"),
        "outcomes": lines(posted, "outcomes"),
        "skills": {key: name for key, name in skills.items() if name},
    }
    about = tree.data(f"course.{tree.source}.yaml").get("about", "")
    if words["about"].strip() == str(about).strip():
        words["about"] = about
    seen = {path: int(number) for path in _seen(tree) if (number := request.POST.get(f"seen.{path}", "")).isdecimal()}
    copies.change_facts(
        actor=actor_of(request),
        copy=copy,
        manifest=manifest,
        words=words,
        audience=values.get("audience", ""),
        seen=seen,
    )


@signed_in
@require_safe
def export(request: HttpRequest, copy_uuid: uuid.UUID) -> HttpResponse:
    """The pack as a ZIP file, as it is now."""
    copy = copy_or_404(request, copy_uuid)
    content = to_zip(copies.export_files(actor=actor_of(request), copy=copy))
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = format_html('attachment; filename="{}.zip"', copy.slug)
    return response
