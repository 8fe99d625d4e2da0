"""One's working copies, and the ways to begin one."""

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lyceum.authoring import selectors
from lyceum.authoring.forms import CopyCourseForm, ForInstitution, NewCourseForm, ZipForm
from lyceum.authoring.models import WorkingCopy
from lyceum.authoring.policies import can_author, courses_to_take_up, institutions_to_write_for
from lyceum.authoring.services import copies
from lyceum.authoring.views.common import actor_of, signed_in
from lyceum.courses.api import Course, PackRejected, course_list, visible_to
from lyceum.kit import languages
from lyceum.people.api import NotAllowed


@signed_in
@require_safe
def authoring(request: HttpRequest) -> HttpResponse:
    """What one works on, and published courses of which one may write the next version."""
    actor = actor_of(request)
    if not can_author(actor):
        raise NotAllowed
    context = {
        "copies": selectors.copies_of(actor),
        "offered": selectors.offered_courses(actor, languages.current()),
        "may_begin": actor.is_operator or institutions_to_write_for(actor).exists(),
    }
    return render(request, "authoring/authoring.html", context)


def _belonging(request: HttpRequest) -> dict[str, Any]:
    actor = actor_of(request)
    institutions = list(institutions_to_write_for(actor).order_by("name")[:200])
    if not institutions and not actor.is_operator:
        raise NotAllowed
    return {"institutions": institutions, "is_operator": actor.is_operator}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a course: empty, as a copy of another, or from a ZIP file."""
    given = _belonging(request)
    actor, do = actor_of(request), request.POST.get("do", "")
    seen = [(one.slug, one.title) for one in course_list(languages.current(), actor)]
    first = {"source": languages.current(), "institution": next((str(one.pk) for one in given["institutions"]), "")}
    forms: dict[str, ForInstitution] = {
        "empty": NewCourseForm(request.POST if do == "empty" else None, initial=first, prefix="empty", **given),
        "copy": CopyCourseForm(
            request.POST if do == "copy" else None, initial=first, prefix="copy", courses=seen, **given
        ),
        "zip": ZipForm(
            request.POST if do == "zip" else None, request.FILES or None, initial=first, prefix="zip", **given
        ),
    }
    refused: list[str] = []
    if do in forms and forms[do].is_valid():
        try:
            return redirect("working_copy", BEGIN[do](request, forms[do]).uuid)
        except copies.SlugTaken:
            forms[do].add_error(
                "slug" if "slug" in forms[do].fields else "file",
                _("There is a course of this name already. Choose another name."),
            )
        except PackRejected as rejected:
            refused = [str(error) for error in rejected.errors]
    status = 422 if request.method == "POST" else 200
    return render(request, "authoring/new.html", {"forms": forms, "refused": refused}, status=status)


def _empty(request: HttpRequest, form: Any) -> WorkingCopy:
    values = form.cleaned_data
    return copies.start_course(
        actor=actor_of(request),
        slug=values["slug"],
        title=values["title"],
        summary=values["summary"],
        subject=values["subject"],
        languages=form.languages,
        institution=form.chosen,
        audience=values["audience"],
        once=values["once"],
    )


def _copy(request: HttpRequest, form: Any) -> WorkingCopy:
    course = get_object_or_404(visible_to(actor_of(request)), slug=form.cleaned_data["course"])
    return copies.copy_course(
        actor=actor_of(request),
        version=course.versions.get(pack_hash=course.pack_hash),
        slug=form.cleaned_data["slug"],
        institution=form.chosen,
        once=form.cleaned_data["once"],
    )


def _zip(request: HttpRequest, form: Any) -> WorkingCopy:
    with NamedTemporaryFile(suffix=".zip") as file:
        for part in form.cleaned_data["file"].chunks():
            file.write(part)
        file.flush()
        return copies.import_zip(
            actor=actor_of(request),
            source=Path(file.name),
            institution=form.chosen,
            once=form.cleaned_data["once"],
        )


BEGIN = {"empty": _empty, "copy": _copy, "zip": _zip}


@signed_in
@require_POST
def take_up(request: HttpRequest) -> HttpResponse:
    """Open the working copy of a published course."""
    actor = actor_of(request)
    course = courses_to_take_up(actor).filter(slug=request.POST.get("course", "")).first()
    if course is None:
        raise Http404
    copy = copies.take_up(actor=actor, course=course)
    messages.success(request, _("This is your working copy. Learners see what you change once it is published."))
    return redirect("working_copy", copy.uuid)


__all__ = ["Course", "authoring", "new", "take_up"]
