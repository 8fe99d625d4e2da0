"""Review, publishing, history, and who works on a copy."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from lyceum.authoring import selectors
from lyceum.authoring.differences import Difference, differences
from lyceum.authoring.forms import CollaboratorForm, CommentForm, NoteForm
from lyceum.authoring.models import Collaborator, Comment, Review, WorkingCopy
from lyceum.authoring.policies import can_edit, can_publish_alone
from lyceum.authoring.services import copies, publishing, reviews
from lyceum.authoring.services.files import tree_of
from lyceum.authoring.versions import approval_digest, proposed
from lyceum.authoring.views.common import actor_of, copy_or_404, page, signed_in
from lyceum.courses.api import CourseVersion
from lyceum.people.api import require
from lyceum.ui.formats import number


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, copy_uuid: uuid.UUID) -> HttpResponse:
    """What changed since the published version, what was said to it, and what can be done now."""
    copy = copy_or_404(request, copy_uuid)
    if request.method == "POST":
        return _deed(request, copy)
    tree = tree_of(copy)
    found = selectors.changes_of(copy, tree)
    current = copy.reviews.select_related("asked_by", "decided_by").order_by("-asked_at", "-pk").first()
    comments: list[Comment] = []
    if current is not None:
        comments = list(current.comments.select_related("by").order_by("at", "pk"))
    context: dict[str, Any] = {
        "tree": tree,
        "found": [_shown(one, comments) for one in found],
        "summary": summary_of(found),
        "current": current,
        "comments": [comment for comment in comments if not comment.key],
        "comment_form": CommentForm(),
        "note_form": NoteForm(),
        "errors": selectors.errors_of(copy, tree),
        "digest": approval_digest(tree),
        "version": proposed(copy.course.version if copy.course is not None else "", found),
        "may_publish": copy.state == WorkingCopy.State.APPROVED or can_publish_alone(actor_of(request), copy),
    }
    return page(request, "review", copy, "review", **context)


def _shown(one: Difference, comments: list[Comment]) -> dict[str, Any]:
    return {"one": one, "comments": [comment for comment in comments if one.key and comment.key == one.key]}


def summary_of(found: list[Difference]) -> list[str]:
    """How many activities changed, were added, moved and removed, in words."""
    counts = {what: sum(one.what == what and bool(one.key) for one in found) for what in WORDS}
    said = [WORDS[what](count) % {"count": number(count)} for what, count in counts.items() if count]
    return said + ([_("the course’s own words changed")] if any(not one.key for one in found) else [])


WORDS = {
    "changed": lambda n: ngettext("%(count)s step changed", "%(count)s steps changed", n),
    "added": lambda n: ngettext("%(count)s step added", "%(count)s steps added", n),
    "moved": lambda n: ngettext("%(count)s step moved", "%(count)s steps moved", n),
    "removed": lambda n: ngettext("%(count)s step removed", "%(count)s steps removed", n),
}


def _deed(request: HttpRequest, copy: WorkingCopy) -> HttpResponse:
    do = request.POST.get("do", "")
    try:
        if do in DEEDS:
            DEEDS[do](request, copy)
    except reviews.HasErrors:
        messages.error(
            request, _("The course still has errors. They are listed in the outline; nothing was published.")
        )
    except reviews.ChangedMeanwhile:
        messages.warning(request, _("The text was changed while you read it. Look at the changes again, then decide."))
    except publishing.NotApproved:
        messages.warning(request, _("Nobody else has approved this text yet. Ask for a review first."))
    except publishing.Overtaken:
        messages.warning(
            request, _("The course got a newer version from elsewhere. Bring it in on the page of versions first.")
        )
    except publishing.BadVersion:
        messages.error(request, _("Write the number as 1.2.3, higher than that of the published version."))
    return redirect("copy_review", copy.uuid)


def _ask(request: HttpRequest, copy: WorkingCopy) -> None:
    form = NoteForm(request.POST)
    if form.is_valid():
        reviews.ask_for_review(actor=actor_of(request), copy=copy, note=form.cleaned_data["note"])
        messages.success(request, _("The reviewers can see it now."))


def _comment(request: HttpRequest, copy: WorkingCopy) -> None:
    form = CommentForm(request.POST)
    current = copy.reviews.order_by("-asked_at", "-pk").first()
    if form.is_valid() and current is not None:
        values = form.cleaned_data
        # All forms of the page share one key: another text, or one to another step, is another comment.
        once = uuid.uuid5(values["once"] or uuid.uuid4(), f"{values['key']}/{values['text']}")
        reviews.comment(actor=actor_of(request), review=current, key=values["key"], text=values["text"], once=once)
        messages.success(request, _("Your comment is kept."))


def _decide(approve: bool) -> Any:
    def decide(request: HttpRequest, copy: WorkingCopy) -> None:
        answer = request.POST.get("note", "").replace("\0", "")[:4000]
        seen = request.POST.get("digest", "")
        done = reviews.decide(actor=actor_of(request), copy=copy, approve=approve, answer=answer, seen=seen)
        if done is not None:
            messages.success(request, _("Approved.") if approve else _("The authors see what you ask for."))

    return decide


def _publish(request: HttpRequest, copy: WorkingCopy) -> None:
    version = request.POST.get("version", "").strip()
    course = publishing.publish(actor=actor_of(request), copy=copy, version=version)
    messages.success(request, _("Version %(version)s is published.") % {"version": course.version})


DEEDS = {
    "ask": _ask, "comment": _comment, "approve": _decide(True), "changes": _decide(False), "publish": _publish,
}  # fmt: skip


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def versions(request: HttpRequest, copy_uuid: uuid.UUID) -> HttpResponse:
    """All versions of the course; each compared with the one before it, and the way back to it."""
    copy = copy_or_404(request, copy_uuid)
    rows = _versions(copy)
    if request.method == "POST":
        require(can_edit(actor_of(request), copy))
        return _version_deed(request, copy, rows)
    number = request.GET.get("version", "")
    chosen = next((place for place, row in enumerate(rows) if str(row.pk) == number), None)
    found: list[Difference] = []
    if chosen is not None:
        before = rows[chosen + 1] if chosen + 1 < len(rows) else None
        found = differences(selectors.base_tree(before), selectors.base_tree(rows[chosen]))
    course = _published(copy)
    return page(
        request,
        "versions",
        copy,
        "versions",
        rows=rows,
        chosen=rows[chosen] if chosen is not None else None,
        found=[{"one": one, "comments": []} for one in found],
        summary=summary_of(found),
        is_overtaken=course is not None and (copy.base is None or copy.base.pack_hash != course.pack_hash),
    )


def _published(copy: WorkingCopy) -> Any:
    from lyceum.courses.api import Course

    return Course.objects.filter(slug=copy.slug, institution=copy.institution).first()


def _versions(copy: WorkingCopy) -> list[CourseVersion]:
    course = _published(copy)
    return list(course.versions.order_by("-imported_at", "-pk")) if course is not None else []


def _version_deed(request: HttpRequest, copy: WorkingCopy, rows: list[CourseVersion]) -> HttpResponse:
    if request.POST.get("do") == "take-over" and rows:
        unclear = publishing.take_over(actor=actor_of(request), copy=copy)
        if unclear:
            names = ", ".join(unclear[:10])
            messages.warning(
                request,
                _("In these files both sides changed the same lines; yours were kept: %(names)s") % {"names": names},
            )
        else:
            messages.success(request, _("The newer version is in your working copy now, with your changes."))
        return redirect("working_copy", copy.uuid)
    version = next((row for row in rows if str(row.pk) == request.POST.get("version")), None)
    if version is None:
        raise Http404
    publishing.bring_back(actor=actor_of(request), copy=copy, version=version)
    messages.success(
        request,
        _("Your working copy is as version %(version)s was. Publish it as a new version to show it to learners.")
        % {"version": version.version},
    )
    return redirect("copy_review", copy.uuid)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, copy_uuid: uuid.UUID) -> HttpResponse:
    """Who works on the copy, and as what."""
    copy = copy_or_404(request, copy_uuid)
    form = CollaboratorForm(request.POST if request.POST.get("do") == "ask" else None)
    status = 200
    if request.method == "POST":
        status = 422
        require(can_edit(actor_of(request), copy))
        if request.POST.get("do") == "release":
            row = request.POST.get("person", "")
            if row.isdecimal() and len(row) < 19:
                copies.release_collaborator(actor=actor_of(request), copy=copy, collaborator_id=int(row))
            return redirect("copy_people", copy.uuid)
        if form.is_valid():
            try:
                copies.ask_collaborator(actor=actor_of(request), copy=copy, **form.cleaned_data)
                return redirect("copy_people", copy.uuid)
            except copies.NobodyThere:
                text = _(
                    "There is nobody of that name who can work on this course. They need a role in the institution."
                )
                form.add_error("username", text)
    rows = Collaborator.objects.filter(copy=copy).select_related("profile__account").order_by("since", "pk")
    return page(request, "people", copy, "people", status=status, rows=rows, form=form)


__all__ = ["Review", "people", "review", "versions"]
