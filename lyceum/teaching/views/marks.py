"""The gradebook, one of its cells, and a learner's own marks."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lyceum.people.api import ClassMember
from lyceum.teaching.forms import EntryForm
from lyceum.teaching.models import Entry
from lyceum.teaching.selectors.given import learners_of, works_of
from lyceum.teaching.selectors.gradebook import gradebook_of, history_of, own_marks
from lyceum.teaching.selectors.learner import own_notes
from lyceum.teaching.services import entries
from lyceum.teaching.views.places import actor_of, class_or_404, given_or_404, page_of, taught_or_404

PAGE = 60


@login_required
def gradebook(request: HttpRequest, class_uuid: uuid.UUID) -> HttpResponse:
    found = taught_or_404(request, class_uuid)
    page = page_of(request, learners_of(found), PAGE)
    start = page.start_index() - 1 if page.object_list else 0
    book = gradebook_of(found, start=start, size=PAGE)
    rows = [(row, list(zip(book.works, row.cells, strict=True))) for row in book.rows]
    return render(request, "teaching/gradebook.html", {"class": found, "book": book, "rows": rows, "page": page})


@login_required
def entry(request: HttpRequest, class_uuid: uuid.UUID, given_uuid: uuid.UUID, person: uuid.UUID) -> HttpResponse:
    """One cell: what counts now, what counted before, and writing something else."""
    found = given_or_404(request, class_uuid, given_uuid)
    learner = learners_of(found.school_class).filter(uuid=person).first()
    if learner is None:
        raise Http404
    history = history_of(found.pk, learner.pk)
    now = history[0] if history else None
    initial = {
        "kind": now.kind if now else Entry.Kind.MARK,
        "percent": now.share * 100 if now and now.share is not None else None,
    }
    form = EntryForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        entries.write(
            actor=actor_of(request), given=found, person=learner, kind=form.cleaned_data["kind"], share=form.share,
            note=form.cleaned_data["note"],
        )  # fmt: skip
        messages.success(request, _("The entry is kept."))
        return redirect("gradebook", class_uuid)
    context = {
        "class": found.school_class,
        "work": works_of([found])[0],
        "learner": learner,
        "form": form,
        "history": history,
    }
    return render(request, "teaching/entry.html", context, status=422 if form.errors else 200)


@login_required
def marks(request: HttpRequest, class_uuid: uuid.UUID) -> HttpResponse:
    """A learner's own marks in one class."""
    found = class_or_404(request, class_uuid)
    actor = actor_of(request)
    learns = ClassMember.objects.filter(school_class=found, profile=actor.profile, part=ClassMember.Part.LEARNER)
    if not learns.exists():
        raise Http404
    book = own_marks(actor, found)
    row = book.rows[0]
    context = {
        "class": found, "row": row, "cells": list(zip(book.works, row.cells, strict=True)),
        "notes": own_notes(actor, found),
    }  # fmt: skip
    return render(request, "teaching/marks.html", context)
