"""A person's record, open to staff for a time and a reason."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lyceum.people.forms.staff import OpenForm, RecordForm
from lyceum.people.guarding import can_open_staff_session, is_own
from lyceum.people.limits import limited
from lyceum.people.models import Profile, StaffSession
from lyceum.people.policies import OVERSEERS, require
from lyceum.people.requests import actor_in
from lyceum.people.selectors import staff as selectors
from lyceum.people.services import staff as services

Kind = StaffSession.Kind


@login_required
def people(request: HttpRequest) -> HttpResponse:
    """Find one person by username; there is no list to leaf through."""
    actor = actor_in(request)
    require(is_own(actor) and (actor.is_operator or any(role in OVERSEERS for _holder, role in actor.roles)))
    query = request.GET.get("q", "").replace("\0", "").strip()[:150]
    found = selectors.people_found(actor, query) if query else []
    return render(request, "people/staff/people.html", {"query": query, "found": found})


@never_cache
@login_required
def person(request: HttpRequest, profile_uuid: uuid.UUID) -> HttpResponse:
    """The record while a session is open; else the question for what, and why."""
    subject = _subject(request, profile_uuid)
    session = selectors.open_sessions(actor_in(request), subject).first()
    if session is None:
        return _ask(request, subject, None)
    form = RecordForm(initial={"name": subject.name, "birth_year": subject.birth_year})
    return _record(request, subject, session, form)


@limited("open-record", per_hour=120)
@require_POST
@login_required
def open_session(request: HttpRequest, profile_uuid: uuid.UUID) -> HttpResponse:
    actor, subject = actor_in(request), _subject(request, profile_uuid)
    form = OpenForm(request.POST, kinds=_kinds(request, subject))
    if not form.is_valid():
        return _ask(request, subject, form)
    try:
        session = services.open_session(actor=actor, subject=subject, **form.cleaned_data)
    except services.ReasonTooShort:
        form.add_error("reason", _("Please say more, so that the person understands."))
        return _ask(request, subject, form)
    if session.kind == Kind.ACT:
        request.session[selectors.ACTING_KEY] = session.pk
        return redirect("my_page")
    return redirect("person", subject.uuid)


@require_POST
@login_required
def close_session(request: HttpRequest, profile_uuid: uuid.UUID) -> HttpResponse:
    actor, subject = actor_in(request), _subject(request, profile_uuid)
    for session in selectors.open_sessions(actor, subject):
        services.close_session(actor=actor, session=session)
    messages.success(request, _("The record is closed."))
    return redirect("people")


@never_cache
@require_POST
@login_required
def change_record(request: HttpRequest, profile_uuid: uuid.UUID) -> HttpResponse:
    actor, subject = actor_in(request), _subject(request, profile_uuid)
    form = RecordForm(request.POST)
    session = selectors.open_sessions(actor, subject).first()
    if form.is_valid():
        services.change_record(actor=actor, subject=subject, **form.cleaned_data)
        messages.success(request, _("The record is changed. The person can read of it."))
        return redirect("person", subject.uuid)
    require(session is not None)
    assert session is not None
    return _record(request, subject, session, form)


@never_cache
@require_POST
@login_required
def reset_password(request: HttpRequest, profile_uuid: uuid.UUID) -> HttpResponse:
    """Shows the new recovery code once, to print and hand over."""
    subject = _subject(request, profile_uuid)
    code = services.reset_password(actor=actor_in(request), subject=subject)
    return render(request, "people/staff/reset.html", {"subject": subject, "code": code})


@require_POST
@login_required
def end_acting(request: HttpRequest) -> HttpResponse:
    """Back to oneself, at the person's record."""
    actor = actor_in(request)
    request.session.pop(selectors.ACTING_KEY, None)
    if actor.acting is None or actor.profile is None:
        return redirect("my_page")
    services.close_session(actor=actor, session=actor.acting)
    return redirect("person", actor.profile.uuid)


def _subject(request: HttpRequest, wanted: uuid.UUID) -> Profile:
    found = selectors.person_within_reach(actor_in(request), wanted)
    if found is None:
        raise Http404
    return found


def _kinds(request: HttpRequest, subject: Profile) -> list[str]:
    return [kind for kind in Kind.values if can_open_staff_session(actor_in(request), subject, kind)]


def _ask(request: HttpRequest, subject: Profile, form: OpenForm | None) -> HttpResponse:
    form = form or OpenForm(kinds=_kinds(request, subject))
    return render(request, "people/staff/ask.html", {"subject": subject, "form": form})


def _record(request: HttpRequest, subject: Profile, session: StaffSession, form: RecordForm) -> HttpResponse:
    context = {
        "record": selectors.record_of(subject), "subject": subject, "session": session, "form": form,
        "can_edit": session.kind == Kind.EDIT,
    }  # fmt: skip
    return render(request, "people/staff/person.html", context)
