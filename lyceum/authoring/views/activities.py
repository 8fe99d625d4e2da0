"""The editor of an activity, whatever its kind."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lyceum.authoring import selectors
from lyceum.authoring.forms import MediumForm
from lyceum.authoring.kinds import Editor
from lyceum.authoring.kinds.base import Posted
from lyceum.authoring.merging import Clash
from lyceum.authoring.models import WorkingCopy
from lyceum.authoring.outline import NoSuchPlace
from lyceum.authoring.policies import can_edit
from lyceum.authoring.services import bank, copies, verifying
from lyceum.authoring.services.activities import editor_for, save_activity, tree_as_seen
from lyceum.authoring.services.files import Clashed, tree_of
from lyceum.authoring.tree import Tree
from lyceum.authoring.views.common import actor_of, copy_or_404, page, signed_in
from lyceum.authoring.views.preview import preview_html
from lyceum.courses.api import MAX_FILE, PackRejected
from lyceum.people.api import require

#: Buttons that save and then lead on to another page or deed.
THEN = ("save", "autosave")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def edit_activity(request: HttpRequest, copy_uuid: uuid.UUID, key: str) -> HttpResponse:
    """Shows the form; a post saves, previews or does what its button says and saves."""
    copy = copy_or_404(request, copy_uuid)
    require(can_edit(actor_of(request), copy))
    tree = tree_of(copy)
    try:
        editor = editor_for(tree, key)
    except NoSuchPlace:
        raise Http404 from None
    if request.method == "POST":
        return _post(request, copy, tree, key)
    return _form(request, copy, editor)


def _post(request: HttpRequest, copy: WorkingCopy, tree: Tree, key: str) -> HttpResponse:
    posted, seen = dict(request.POST.lists()), _seen(request)
    do = request.POST.get("do", "save")
    if do == "preview":
        return _preview(request, copy, tree, key, posted, seen)
    if do == "figure":
        return _figure(request, copy, tree, key, posted, seen)
    try:
        written = save_activity(actor=actor_of(request), copy=copy, key=key, posted=posted, seen=seen)
    except Clashed as clashed:
        return _clashed(request, copy, tree, key, posted, seen, clashed)
    if do == "autosave":
        now = editor_for(tree_of(copy), key)
        return JsonResponse({"seen": revisions(now), "merged": bool(written.merged)})
    if written.merged:
        messages.success(request, _("Saved. Somebody else changed this too meanwhile; both changes are in."))
    elif do == "save":
        messages.success(request, _("Saved."))
    return _led_on(request, copy, key, do)


def _led_on(request: HttpRequest, copy: WorkingCopy, key: str, do: str) -> HttpResponse:
    here = reverse("edit_activity", args=[copy.uuid, key])
    deed, _colon, target = do.partition(":")
    if deed == "bank":
        bank.put_into_bank(actor=actor_of(request), copy=copy, key=key, question_id=target)
        messages.success(request, _("The question is in the question bank."))
    elif deed == "verify":
        verifying.ask(actor=actor_of(request), copy=copy, key=key)
        return redirect(f"{here}#verified")
    if deed in {"up", "down", "in", "bank"}:
        return redirect(f"{here}#q.{target.partition(':')[0]}")
    return redirect(f"{here}#last" if deed in {"add", "test-add", "program-add"} else here)


def _seen(request: HttpRequest) -> dict[str, int]:
    """Of which revision of each file the form was made; without that it is taken for one of the newest."""
    names = {name.removeprefix("seen."): str(value) for name, value in request.POST.items() if name.startswith("seen.")}
    return {
        name: int(value) for name, value in names.items() if value.isascii() and value.isdecimal() and len(value) < 9
    }


def revisions(editor: Editor) -> dict[str, int]:
    return {name: editor.tree.revision(editor.node.folder + name) for name in editor.watched}


def _form(
    request: HttpRequest,
    copy: WorkingCopy,
    editor: Editor,
    *,
    seen: Mapping[str, int] | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The form with what the editor's tree holds; `seen` when that is not what is stored."""
    errors = selectors.errors_of_activity(editor.tree, editor.node.folder)
    beside, other = editor.problems(errors)
    context = {
        "node": editor.node,
        "editor": editor,
        "language": editor.tree.source,
        "form": editor.context(),
        "seen": seen or revisions(editor),
        "wrong": beside,
        "other_errors": other,
        "error_count": len(errors),
        "figure": more.pop("figure", None) or MediumForm(prefix="figure"),
        "verification": verifying.latest(copy, editor.tree, editor.node) if editor.kind == "problem" else None,
        **more,
    }
    return page(request, "activity", copy, "outline", status=status, **context)


def _typed(copy: WorkingCopy, tree: Tree, key: str, posted: Posted, seen: Mapping[str, int]) -> Editor:
    """The form as it was typed, without saving it."""
    before = editor_for(tree_as_seen(copy, tree, key, seen), key, posted)
    return editor_for(before.tree.changed(before.changes()), key)


def _preview(
    request: HttpRequest, copy: WorkingCopy, tree: Tree, key: str, posted: Posted, seen: Mapping[str, int]
) -> HttpResponse:
    """What was typed as a learner would see it; nothing is saved."""
    editor = _typed(copy, tree, key, posted, seen)
    preview = preview_html(copy, editor.tree, editor.node, editor.tree.source)
    if request.headers.get("X-Fragment"):
        beside, other = editor.problems(selectors.errors_of_activity(editor.tree, editor.node.folder))
        context = {"preview": preview, "messages_": [text for texts in beside.values() for text in texts] + other}
        return render(request, "authoring/_preview.html", context)
    return _form(request, copy, editor, seen=seen, preview=preview)


def _figure(
    request: HttpRequest, copy: WorkingCopy, tree: Tree, key: str, posted: Posted, seen: Mapping[str, int]
) -> HttpResponse:
    """Put a picture or sound into the pack, and at the end of the text; what was typed is saved with it."""
    form = MediumForm(request.POST, request.FILES, prefix="figure")
    editor = _typed(copy, tree, key, posted, seen)
    if not form.is_valid():
        return _form(request, copy, editor, seen=seen, status=422, figure=form)
    file = form.cleaned_data["file"]
    if file.size > MAX_FILE:
        form.add_error("file", _("This file is larger than 20 MB."))
        return _form(request, copy, editor, seen=seen, status=422, figure=form)
    try:
        path = copies.add_medium(
            actor=actor_of(request), copy=copy, name=_file_name(str(file.name)), content=file.read()
        )
    except PackRejected as rejected:
        for error in rejected.errors[:5]:
            form.add_error("file", error.message)
        return _form(request, copy, editor, seen=seen, status=422, figure=form)
    line = figure_line(path, form.cleaned_data["words"], form.cleaned_data["caption"])
    body = posted.get("body", [""])[-1].rstrip()
    grown = {**posted, "body": [f"{body}\n\n{line}\n".lstrip("\n")], "do": ["save"]}
    try:
        save_activity(actor=actor_of(request), copy=copy, key=key, posted=grown, seen=seen)
    except Clashed as clashed:
        return _clashed(request, copy, tree_of(copy), key, grown, seen, clashed)
    messages.success(request, _("Saved. The figure stands at the end of the text; move its line to where it belongs."))
    return redirect("edit_activity", copy.uuid, key)


def _file_name(name: str) -> str:
    stem, _, extension = name.rpartition(".")
    return f"{slugify(stem)[:40] or 'figure'}.{slugify(extension)[:5]}"


def figure_line(path: str, words: str, caption: str) -> str:
    """A figure as Markdown; brackets and quotation marks in the words cannot end it early."""
    alt = " ".join(words.split()).replace("\\", "").replace("[", "(").replace("]", ")")
    said = " ".join(caption.split()).replace("\\", "").replace('"', "”")
    return f'![{alt}]({path} "{said}")' if said else f"![{alt}]({path})"


def _clashed(
    request: HttpRequest,
    copy: WorkingCopy,
    tree: Tree,
    key: str,
    posted: Posted,
    seen: Mapping[str, int],
    clashed: Clashed,
) -> HttpResponse:
    """Both texts side by side; saving again keeps one's own, with all of the other at hand."""
    editor = _typed(copy, tree, key, posted, seen)
    newest = revisions(editor_for(tree_of(copy), key))
    if request.headers.get("X-Fragment"):
        return JsonResponse({"clash": True}, status=409)
    clashes: list[Clash] = clashed.clashes
    return _form(request, copy, editor, seen=newest, status=409, clashes=clashes)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def copy_media(request: HttpRequest, copy_uuid: uuid.UUID) -> HttpResponse:
    """Pictures and sound of the pack, where they are used, and a way to add and remove them."""
    copy = copy_or_404(request, copy_uuid)
    require(can_edit(actor_of(request), copy))
    if request.method == "POST":
        copies.remove_medium(actor=actor_of(request), copy=copy, path=request.POST.get("path", ""))
        return redirect("copy_media", copy.uuid)
    tree = tree_of(copy)
    texts = [entry.text for path, entry in tree.entries.items() if path.endswith(".md")]
    rows = [
        {"medium": medium, "uses": sum(f"]({path}" in text for text in texts)}
        for path, medium in sorted(tree.media.items())
    ]
    return page(request, "media", copy, "media", rows=rows)
