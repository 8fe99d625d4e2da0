"""What a class is to do: the list, giving more, the progress wall, and dates."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lyceum.courses import api as courses
from lyceum.kit import clock, languages
from lyceum.people.api import SchoolClass, can_teach
from lyceum.teaching.forms import DatesForm, ExtensionForm, GiveForm
from lyceum.teaching.models import Extension
from lyceum.teaching.policies import can_moderate
from lyceum.teaching.reasons import said
from lyceum.teaching.selectors.given import given_for_class, learners_of, tasks_of, works_of
from lyceum.teaching.selectors.help import in_need
from lyceum.teaching.selectors.wall import wall_of
from lyceum.teaching.services import giving
from lyceum.teaching.views.places import actor_of, class_or_404, given_or_404, page_of, taught_or_404
from lyceum.works.api import to_mark as works_to_mark

WALL = 60


@login_required
def class_work(request: HttpRequest, class_uuid: uuid.UUID) -> HttpResponse:
    """The educators' table of the class; its learners see what they are to do."""
    found = class_or_404(request, class_uuid)
    if not can_teach(actor_of(request), found):
        tasks = [task for task in tasks_of(actor_of(request)) if task.work.given.school_class_id == found.pk]
        return render(request, "teaching/tasks.html", {"tasks": tasks, "class": found, "now": clock.now()})
    needing = [(row.learner, [said(reason) for reason in row.reasons]) for row in in_need(found)]
    waiting = sum(row.waiting for row in works_to_mark(actor_of(request), found))
    context = {
        "class": found, "works": works_of(given_for_class(found)), "needing": needing, "now": clock.now(),
        "waiting": waiting,
    }  # fmt: skip
    return render(request, "teaching/class_work.html", context)


@login_required
def tasks(request: HttpRequest) -> HttpResponse:
    """What is due for this learner, over all their classes."""
    return render(request, "teaching/tasks.html", {"tasks": tasks_of(actor_of(request)), "now": clock.now()})


@login_required
def give(request: HttpRequest, class_uuid: uuid.UUID) -> HttpResponse:
    """First the course, then which part of it and until when."""
    found = taught_or_404(request, class_uuid)
    slug = request.GET.get("course", "")
    course = courses.course_for(actor_of(request), slug) if slug else None
    if course is None:
        listed = courses.course_list(languages.current(), actor_of(request))
        return render(request, "teaching/give_course.html", {"class": found, "courses": listed})
    outline = courses.outline_of(course, languages.current())
    form = GiveForm(outline, request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _give(request, found, course, form)
    context = {"class": found, "course": course, "outline": outline, "form": form}
    return render(request, "teaching/give.html", context, status=422 if form.errors else 200)


def _give(request: HttpRequest, found: SchoolClass, course: courses.Course, form: GiveForm) -> HttpResponse:
    values = dict(form.cleaned_data)
    kind, _colon, key = values.pop("part").partition(":")
    parts: dict[str, Any] = {}
    if kind == "unit":
        parts["unit"] = courses.Unit.objects.get(course=course, key=key, retired_at=None)
    elif kind == "activity":
        parts["activity"] = courses.Activity.objects.get(course=course, key=key, retired_at=None)
    given = giving.give(actor=actor_of(request), school_class=found, course=course, **parts, **values)
    messages.success(request, _("It is given, and the learners are told."))
    return redirect("given", found.uuid, given.uuid)


@login_required
def given(request: HttpRequest, class_uuid: uuid.UUID, given_uuid: uuid.UUID) -> HttpResponse:
    """The progress wall of one given work."""
    found = given_or_404(request, class_uuid, given_uuid)
    page = page_of(request, learners_of(found.school_class), WALL)
    wall = wall_of(found, clock.now(), start=page.start_index() - 1 if page.object_list else 0, size=WALL)
    context = {
        "class": found.school_class, "given": found, "wall": wall, "work": wall.work, "page": page,
        "may_moderate": can_moderate(actor_of(request), found),
    }  # fmt: skip
    return render(request, "teaching/given.html", context)


@login_required
def given_settings(request: HttpRequest, class_uuid: uuid.UUID, given_uuid: uuid.UUID) -> HttpResponse:
    """Date, weight and note; another date for one learner; taking it back."""
    found = given_or_404(request, class_uuid, given_uuid)
    initial = {name: getattr(found, name) for name in ("due_at", "note", "weight", "needs_moderation")}
    does = request.POST.get("do", "")
    form = DatesForm(request.POST if does == "change" else None, initial=initial)
    learners = learners_of(found.school_class)
    wanted = {"person": request.GET.get("person", "")[:36]}
    extension = ExtensionForm(learners, request.POST if does == "extend" else None, prefix="x", initial=wanted)
    if does == "change" and form.is_valid():
        giving.change(actor=actor_of(request), given=found, values=form.cleaned_data)
        messages.success(request, _("The change is kept."))
        return redirect("given", class_uuid, given_uuid)
    if does == "extend" and extension.is_valid():
        giving.extend(actor=actor_of(request), given=found, **extension.cleaned_data)
        messages.success(request, _("The learner has a new date and is told."))
        return redirect("given_settings", class_uuid, given_uuid)
    context = {
        "class": found.school_class, "given": found, "work": works_of([found])[0], "form": form,
        "extension": extension, "extensions": Extension.objects.filter(given=found).select_related("profile"),
    }  # fmt: skip
    return render(
        request, "teaching/given_settings.html", context, status=422 if form.errors or extension.errors else 200
    )


@require_POST
@login_required
def given_do(request: HttpRequest, class_uuid: uuid.UUID, given_uuid: uuid.UUID) -> HttpResponse:
    """Take it back, or show its marks."""
    found = given_or_404(request, class_uuid, given_uuid)
    if request.POST.get("do") == "take_back":
        giving.take_back(actor=actor_of(request), given=found)
        messages.success(request, _("It is taken back. What was done and marked stays with the learners."))
        return redirect("class_work", class_uuid)
    if request.POST.get("do") == "moderate":
        giving.moderate(actor=actor_of(request), given=found)
        messages.success(request, _("The learners see their marks now."))
        return redirect("given", class_uuid, given_uuid)
    raise Http404
