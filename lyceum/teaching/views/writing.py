"""One learner's page in a class with notes, and messages to the class."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lyceum.kit import languages
from lyceum.people.api import NotAllowed
from lyceum.teaching.forms import MessageForm, NoteForm
from lyceum.teaching.policies import can_write_to
from lyceum.teaching.selectors.learner import learner_in, learner_page, messages_of
from lyceum.teaching.services import writing
from lyceum.teaching.views.places import actor_of, class_or_404, page_of, taught_or_404

PAGE = 30


@login_required
def learner(request: HttpRequest, class_uuid: uuid.UUID, person: uuid.UUID) -> HttpResponse:
    """Tasks, marks, tries and notes of one learner; writing a note, deleting one's own."""
    found, actor = taught_or_404(request, class_uuid), actor_of(request)
    someone = learner_in(found, person)
    if someone is None:
        raise NotAllowed if request.method == "POST" else Http404
    page = learner_page(actor, found, someone)
    if "delete" in request.POST:
        note = next((note for note in page.notes if str(note.pk) == request.POST["delete"]), None)
        if note is not None:
            writing.delete_note(actor=actor, note=note)
        messages.success(request, _("The note is deleted."))
        return redirect("class_learner", class_uuid, person)
    form = NoteForm(request.POST or None, initial={"language": languages.current()})
    if request.method == "POST" and form.is_valid():
        writing.write_note(actor=actor, person=someone, school_class=found, **form.values)
        messages.success(request, _("The note is kept, and those who may read it are told."))
        return redirect("class_learner", class_uuid, person)
    context = {"class": found, "page": page, "form": form}
    return render(request, "teaching/learner.html", context, status=422 if form.errors else 200)


@login_required
def class_messages(request: HttpRequest, class_uuid: uuid.UUID) -> HttpResponse:
    """What educators wrote to the class; they write more here."""
    found, actor = class_or_404(request, class_uuid), actor_of(request)
    leads = can_write_to(actor, found)
    if request.method == "POST" and not leads:
        raise NotAllowed
    form = MessageForm(request.POST or None, initial={"language": languages.current()}) if leads else None
    if form is not None and request.method == "POST" and form.is_valid():
        writing.send_message(actor=actor, school_class=found, **form.values)
        messages.success(request, _("The message is sent. Mail waits for the end of quiet hours."))
        return redirect("class_messages", class_uuid)
    context = {"class": found, "page": page_of(request, messages_of(actor, found), PAGE), "form": form, "leads": leads}
    return render(request, "teaching/messages.html", context, status=422 if form is not None and form.errors else 200)
