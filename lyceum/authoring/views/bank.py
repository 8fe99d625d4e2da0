"""The question bank: search, look, take into a quiz."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lyceum.authoring import selectors
from lyceum.authoring.forms import BankSearchForm
from lyceum.authoring.kinds.questions import FORMS
from lyceum.authoring.models import WorkingCopy
from lyceum.authoring.outline import NoSuchPlace
from lyceum.authoring.policies import can_author, questions_visible_to
from lyceum.authoring.services import activities
from lyceum.authoring.services.bank import remove_from_bank
from lyceum.authoring.views.common import actor_of, copy_or_404, signed_in
from lyceum.kit import languages
from lyceum.people.api import NotAllowed

PAGE = 30


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def question_bank(request: HttpRequest) -> HttpResponse:
    """Questions of one's institutions; with `copy` and `key` in the address, each can be taken into that quiz."""
    if not can_author(actor_of(request)):
        raise NotAllowed
    copy, key = _goal(request)
    if request.method == "POST":
        return _deed(request, copy, key)
    form = BankSearchForm(request.GET, kinds=[(kind, question.name) for kind, question in FORMS.items()])
    values = form.cleaned_data if form.is_valid() else {"q": "", "kind": "", "skill": ""}
    found = selectors.bank_questions(
        actor_of(request), query=values["q"], kind=values["kind"], skill=values["skill"].strip()
    )
    rows = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": rows,
        "rows": [_row(question) for question in rows],
        "copy": copy,
        "key": key,
        "address": request.GET.urlencode(),
    }
    return render(request, "authoring/bank.html", context)


def _goal(request: HttpRequest) -> tuple[WorkingCopy | None, str]:
    """The quiz that a question is sought for, if any."""
    try:
        copy_uuid = uuid.UUID(request.GET.get("copy", ""))
    except ValueError:
        return None, ""
    return copy_or_404(request, copy_uuid), request.GET.get("key", "")


def _row(question: Any) -> dict[str, Any]:
    language = languages.best_of(list(question.texts), languages.current(), question.source_language)
    text = question.texts.get(language) or {}
    return {
        "question": question,
        "kind": FORMS[question.kind].name if question.kind in FORMS else question.kind,
        "language": language,
        "prompt": text.get("prompt", ""),
        "parts": [*(text.get("options") or {}).values(), *(text.get("items") or {}).values()],
        "languages": list(question.texts),
    }


def _deed(request: HttpRequest, copy: WorkingCopy | None, key: str) -> HttpResponse:
    wanted = request.POST.get("question", "")
    question = (
        questions_visible_to(actor_of(request))
        .filter(pk=wanted if wanted.isdecimal() and len(wanted) < 19 else 0)
        .first()
    )
    if question is None:
        raise Http404
    if request.POST.get("do") == "remove":
        remove_from_bank(actor=actor_of(request), question=question)
        messages.success(request, _("The question was taken out of the bank. Quizzes that have it keep it."))
        return redirect(f"{request.path}?{request.GET.urlencode()}")
    if copy is None:
        raise Http404
    try:
        activities.take_from_bank(actor=actor_of(request), copy=copy, key=key, question=question)
    except NoSuchPlace:
        raise Http404 from None
    messages.success(request, _("The question is at the end of your quiz."))
    return redirect("edit_activity", copy.uuid, key)
