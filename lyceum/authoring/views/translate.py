"""Translations: how far each language is, and one step side by side with its source."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from lyceum.authoring.differences import word_pieces
from lyceum.authoring.models import WorkingCopy
from lyceum.authoring.policies import can_mark_reviewed, can_translate
from lyceum.authoring.services import machine, translating
from lyceum.authoring.services.files import tree_of
from lyceum.authoring.tree import Tree
from lyceum.authoring.views.common import actor_of, copy_or_404, page, signed_in
from lyceum.people.api import require

#: The key that stands for the course's own words, and those of its units.
COURSE = "course"
STATE_NAMES = {
    translating.UNTOUCHED: pgettext_lazy("state of a translation", "Untouched"),
    translating.MACHINE: pgettext_lazy("state of a translation", "Drafted by machine"),
    translating.HUMAN: pgettext_lazy("state of a translation", "Translated"),
    translating.REVIEWED: pgettext_lazy("state of a translation", "Reviewed"),
    translating.STALE: pgettext_lazy("state of a translation", "Out of date"),
}
TONES = {"machine": "warn", "human": "info", "reviewed": "ok", "stale": "bad", "untouched": ""}


def paths_of(tree: Tree, key: str) -> list[str]:
    """The source files that are translated together."""
    if key == COURSE:
        return [f"course.{tree.source}.yaml", *(f"{unit.folder}unit.{tree.source}.yaml" for unit in tree.units)]
    node = tree.activity(key)
    if node is None:
        return []
    return [path for ending in ("md", "yaml") if (path := f"{node.folder}{tree.source}.{ending}") in tree.entries]


@signed_in
@require_safe
def overview(request: HttpRequest, copy_uuid: uuid.UUID) -> HttpResponse:
    """For each language how many segments are in which state; for one language, step by step."""
    copy = copy_or_404(request, copy_uuid)
    tree = tree_of(copy)
    others = [code for code in tree.languages if code != tree.source]
    chosen = request.GET.get("language", "")
    chosen = chosen if chosen in others else (others[0] if others else "")
    keys = [(COURSE, _("The course and its units"), ""), *_steps(tree)]
    memory = translating.Memory(copy, chosen)
    rows: list[dict[str, Any]] = [
        {"key": key, "title": title, "language": language, "counts": _counts(memory, tree, key)}
        for key, title, language in keys
        if chosen
    ]
    total = {state: sum(row["counts"].get(state, 0) for row in rows) for state in translating.STATES}
    shown = [(TONES[state], STATE_NAMES[state], total[state]) for state in translating.STATES if total[state]]
    for row in rows:
        row["shown"] = [(TONES[s], STATE_NAMES[s], n) for s, n in row["counts"].items() if n]
    return page(
        request, "translations", copy, "translate", tree=tree, others=others, chosen=chosen, rows=rows, total=shown
    )


def _steps(tree: Tree) -> list[tuple[str, str, str]]:
    return [(node.key, node.title, tree.source) for unit in tree.units for node in unit.activities]


def _counts(memory: translating.Memory, tree: Tree, key: str) -> dict[str, int]:
    counts = dict.fromkeys(translating.STATES, 0)
    for path in paths_of(tree, key):
        for row in memory.rows(tree, path):
            if row.wants_words:
                counts[row.state] += 1
    return counts


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def translate(request: HttpRequest, copy_uuid: uuid.UUID, language: str, key: str) -> HttpResponse:
    """Source and translation side by side; each segment is a form of its own."""
    copy = copy_or_404(request, copy_uuid)
    require(can_translate(actor_of(request), copy) or can_mark_reviewed(actor_of(request), copy))
    tree = tree_of(copy)
    paths = paths_of(tree, key)
    if not paths or language not in tree.languages or language == tree.source:
        raise Http404
    if request.method == "POST" and request.POST.get("path") in paths:
        return _post(request, copy, language, key)
    return _shown(request, copy, tree, language, key)


def _shown(
    request: HttpRequest, copy: WorkingCopy, tree: Tree, language: str, key: str, status: int = 200, **typed: Any
) -> HttpResponse:
    memory = translating.Memory(copy, language)
    rows = [
        {
            "path": path,
            "row": row,
            "state": STATE_NAMES[row.state],
            "tone": TONES[row.state],
            "pieces": word_pieces(row.was, row.segment.source) if row.was else [],
            "is_long": len(row.segment.source) > 90 or "\n" in row.segment.source,
            **(typed if typed.get("at") == row.at and typed.get("path") == path else {"typed": row.target}),
        }
        for path in paths_of(tree, key)
        for row in memory.rows(tree, path)
        if row.wants_words
    ]
    order = [COURSE, *(step for step, _, _ in _steps(tree))]
    place = order.index(key)
    node = tree.activity(key)
    context = {
        "tree": tree,
        "language": language,
        "key": key,
        "title": node.title if node is not None else tree.title,
        "rows": rows,
        "following": order[place + 1] if place + 1 < len(order) else "",
        "has_machine": machine.is_there(),
        "may_mark": can_mark_reviewed(actor_of(request), copy),
        "paths": paths_of(tree, key),
    }
    return page(request, "translate", copy, "translate", status=status, **context)


def _post(request: HttpRequest, copy: WorkingCopy, language: str, key: str) -> HttpResponse:
    do, actor = request.POST.get("do", "save"), actor_of(request)
    path, at = request.POST["path"], request.POST.get("at", "")
    here = reverse("translate_activity", args=[copy.uuid, language, key])
    if do == "machine":
        try:
            count = translating.draft_by_machine(actor=actor, copy=copy, path=path, language=language)
            messages.success(request, _("Drafted: %(count)s. Read each of them before you save it.") % {"count": count})
        except machine.NoTranslator:
            messages.error(request, _("The translation service does not answer. Nothing was changed; try again later."))
        return redirect(here)
    if do in {"reviewed", "all-reviewed"}:
        only = at if do == "reviewed" else ""
        translating.mark_reviewed(actor=actor, copy=copy, path=path, language=language, at=only)
        return redirect(f"{here}#s-{at}" if only else here)
    return _save(request, copy, language, key, here)


def _save(request: HttpRequest, copy: WorkingCopy, language: str, key: str, here: str) -> HttpResponse:
    path, at = request.POST["path"], request.POST.get("at", "")
    target, note = request.POST.get("target", "").replace("\0", ""), ""
    try:
        state = translating.save_segment(
            actor=actor_of(request), copy=copy, path=path, language=language, at=at,
            source=request.POST.get("source", ""), target=target,
        )  # fmt: skip
    except translating.Lost as error:
        note = _("Keep these as they are in the source: %(marks)s") % {"marks": "  ".join(error.marks)}
    except translating.SourceChanged:
        note = _("The source was changed meanwhile. Compare it again, then save.")
    if request.headers.get("X-Fragment"):
        if note:
            return JsonResponse({"note": note}, status=422)
        return JsonResponse({"state": str(STATE_NAMES[state]), "tone": TONES[state]})
    if note:
        return _shown(request, copy, tree_of(copy), language, key, 422, path=path, at=at, typed=target, note=note)
    return redirect(f"{here}#s-{at}")
