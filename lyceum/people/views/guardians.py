"""Pages of children who need a guardian, and of guardians."""

import logging
import uuid
from smtplib import SMTPException

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.core.mail import send_mail
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lyceum.kit import languages
from lyceum.people.actors import Actor
from lyceum.people.ages import is_under_age
from lyceum.people.consent_texts import NoSuchText, changes, consent_text, current_edition
from lyceum.people.forms.guardians import CodeForm, ConsentForm, MailForm
from lyceum.people.guarding import can_be_guardian, is_own
from lyceum.people.limits import is_over
from lyceum.people.models import Guardianship, Profile
from lyceum.people.policies import NotAllowed, children_of, require
from lyceum.people.purposes import ACCOUNT, KEYS, PURPOSES
from lyceum.people.qr import qr_svg
from lyceum.people.requests import actor_in, address_of, member_in
from lyceum.people.selectors import guardians as selectors
from lyceum.people.services import guardians as services
from lyceum.ui.errors import page

log = logging.getLogger(__name__)
MAILS_PER_DAY = 5
WRONG_CODES_PER_HOUR = 30


@login_required
def guardians(request: HttpRequest) -> HttpResponse:
    """What works now, who answers for me, and how to invite somebody: by mail or on paper."""
    actor, profile, _account = member_in(request)
    form = MailForm(request.POST or None, initial={"language": languages.current()})
    if request.method == "POST" and form.is_valid():
        sent = _send_invitation(request, profile, form.cleaned_data["email"], form.cleaned_data["language"])
        if isinstance(sent, HttpResponse):
            return sent
        if sent:
            messages.success(request, _("The message is on its way. You can go on learning meanwhile."))
            return redirect("guardians")
        form.add_error(None, _("The message could not be sent. Nothing is lost: try again later, or print the sheet."))
    rows = list(selectors.guardians_of(profile))
    context = {
        "form": form, "guardians": rows, "answers": selectors.consents_of(profile),
        "is_of_age": not is_under_age(profile.birth_year), "age": settings.AGE_OF_CONSENT, "can_invite": is_own(actor),
        "edition": current_edition(),
    }  # fmt: skip
    return render(request, "people/guardians/guardians.html", context)


def _send_invitation(request: HttpRequest, child: Profile, email: str, language: str) -> HttpResponse | bool:
    """Mail a new code; the address is in no row, queue or log. False if the mail could not be handed over."""
    if is_over(f"guardian-mail:{child.pk}", limit=MAILS_PER_DAY, seconds=24 * 3600):
        return page(request, 429)
    code = services.invite(actor=actor_in(request), child=child)
    with translation.override(language.lower()):
        link = request.build_absolute_uri(reverse("take_on", args=[code]))
        subject = _("A child asks for your consent")
        context = {"link": link, "name": child.name, "days": settings.GUARDIAN_INVITATION_DAYS}
        text = render_to_string("people/guardians/invitation.txt", context)
    try:
        return send_mail(subject, text, None, [email]) == 1
    except (OSError, SMTPException):
        log.warning("an invitation to a guardian could not be mailed")
        return False


@never_cache
@require_POST
@login_required
def guardian_sheet(request: HttpRequest) -> HttpResponse:
    """A sheet to print, with a code that is shown only now."""
    actor, child, _account = member_in(request)
    code = services.invite(actor=actor, child=child)
    link = request.build_absolute_uri(reverse("take_on", args=[code]))
    entry = request.build_absolute_uri(reverse("take_on_code"))
    context = {
        "code": code, "link": link, "entry": entry, "child": child, "days": settings.GUARDIAN_INVITATION_DAYS,
        "qr": qr_svg(link, _("Opens the page for guardians")),
    }  # fmt: skip
    return render(request, "people/guardians/sheet.html", context)


@require_POST
@login_required
def end_guardianship(request: HttpRequest) -> HttpResponse:
    """A guardian leaves, or a person of age lets one go."""
    actor, profile, _account = member_in(request)
    key = request.POST.get("guardianship", "")
    mine = Guardianship.objects.filter(ended_at=None).select_related("child__account", "guardian")
    row = get_object_or_404(mine, pk=int(key) if key.isdecimal() and len(key) < 19 else 0)
    if profile.pk not in {row.child_id, row.guardian_id}:
        raise Http404
    services.end_guardianship(actor=actor, guardianship=row)
    messages.success(request, _("That has ended. What was learned is kept."))
    return redirect("guardians" if row.child_id == profile.pk else "children")


def take_on_code(request: HttpRequest) -> HttpResponse:
    """Where the code of a printed sheet is typed."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if _too_many_wrong(request):
            return page(request, 429)
        if selectors.invitation_for(form.cleaned_data["code"]) is not None:
            return redirect("take_on", form.cleaned_data["code"].strip())
        _count_wrong(request)
        form.add_error("code", _("This code is not known, was used, or is too old. The child can print a new one."))
    return render(request, "people/guardians/take_on_code.html", {"form": form})


@never_cache
def take_on(request: HttpRequest, code: str) -> HttpResponse:
    """What a guardian sees who opens an invitation: sign in, read, agree."""
    if _too_many_wrong(request):
        return page(request, 429)
    invitation = selectors.invitation_for(code)
    if invitation is None:
        _count_wrong(request)
        return render(request, "people/guardians/void.html", status=404)
    actor, child = actor_in(request), invitation.child
    if not is_own(actor):
        return render(request, "people/guardians/welcome.html", {"child": child, "next": request.path})
    assert actor.profile is not None
    asks_age = actor.profile.birth_year is None
    if not asks_age and not can_be_guardian(actor, child):
        return render(request, "people/guardians/not_you.html", {"child": child})
    form = ConsentForm(request.POST or None, asks_age=asks_age)
    if request.method == "POST" and form.is_valid():
        try:
            services.take_on(actor=actor, code=code, language=languages.current(), **form.cleaned_data)
        except services.InvitationVoid:
            return render(request, "people/guardians/void.html", status=404)
        except NotAllowed:
            return render(request, "people/guardians/not_you.html", {"child": child}, status=403)
        return _thanks(request, child)
    return _consent_page(request, child, form)


@login_required
def children(request: HttpRequest) -> HttpResponse:
    actor = actor_in(request)
    return render(request, "people/guardians/children.html", {"children": selectors.children(actor)})


@login_required
def child(request: HttpRequest, child_uuid: uuid.UUID) -> HttpResponse:
    """One child: what is agreed to, the ledger, and how to export, erase or leave."""
    found = _own_child(actor_in(request), child_uuid)
    rows = selectors.guardians_of(found.profile)
    mine = next((row for row in rows if row.guardian_id == actor_in(request).profile.pk), None)  # type: ignore[union-attr]
    context = {
        "child": found,
        "guardians": rows,
        "mine": mine,
        "ledger": selectors.ledger(found.profile)[:100],
        "purposes": PURPOSES,
    }
    return render(request, "people/guardians/child.html", context)


@login_required
def consent(request: HttpRequest, child_uuid: uuid.UUID) -> HttpResponse:
    """The text in force, and an answer for each purpose; asked again when the text has changed."""
    actor = actor_in(request)
    found = _own_child(actor, child_uuid)
    agreed = [answer.purpose.key for answer in found.answers if answer.consent is not None]
    form = ConsentForm(request.POST or None, asks_age=False, initial={"purposes": agreed})
    if request.method == "POST" and form.is_valid():
        services.answer(
            actor=actor, child=found.profile, purposes=form.cleaned_data["purposes"], language=languages.current()
        )
        return _thanks(request, found.profile)
    return _consent_page(request, found.profile, form, is_outdated=found.is_outdated)


@require_POST
@login_required
def withdraw(request: HttpRequest, child_uuid: uuid.UUID) -> HttpResponse:
    """Take one consent back, at once."""
    actor, purpose = actor_in(request), request.POST.get("purpose", "")
    row = get_object_or_404(children_of(actor).select_related("account"), uuid=child_uuid)
    if purpose not in KEYS:
        raise Http404
    services.withdraw(actor=actor, child=row, purpose=purpose)
    if purpose == ACCOUNT:
        messages.success(
            request, _("Your consent is withdrawn. The account is closed; what was learned is kept for you.")
        )
    else:
        messages.success(request, _("Your consent is withdrawn."))
    return redirect("child", child_uuid)


def read_consent_text(request: HttpRequest, edition: str) -> HttpResponse:
    """An edition of the text, for everybody and for good."""
    try:
        language, text = consent_text(edition, languages.current())
    except NoSuchText as error:
        raise Http404 from error
    context = {"text": text, "text_language": language, "edition": edition}
    return render(request, "people/guardians/text.html", context)


def _own_child(actor: Actor, child_uuid: uuid.UUID) -> selectors.Child:
    require(is_own(actor))
    found = selectors.child_of(actor, child_uuid)
    if found is None:
        raise Http404
    return found


def _consent_page(
    request: HttpRequest, child: Profile, form: ConsentForm, *, is_outdated: bool = False
) -> HttpResponse:
    edition = current_edition()
    language, text = consent_text(edition, languages.current())
    context = {
        "child": child, "form": form, "purposes": PURPOSES, "text": text, "text_language": language,
        "edition": edition, "changes": changes(edition, languages.current()) if is_outdated else "",
    }  # fmt: skip
    return render(request, "people/guardians/consent.html", context)


def _thanks(request: HttpRequest, child: Profile) -> HttpResponse:
    messages.success(request, _("Thank you. Your answers are written down; you can change them here at any time."))
    return redirect("child", child.uuid)


def _too_many_wrong(request: HttpRequest) -> bool:
    return int(cache.get(f"wrong-guardian-code:{address_of(request)}", 0)) > WRONG_CODES_PER_HOUR


def _count_wrong(request: HttpRequest) -> None:
    is_over(f"wrong-guardian-code:{address_of(request)}", limit=WRONG_CODES_PER_HOUR, seconds=3600)
