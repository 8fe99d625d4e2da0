"""What the authors' pages share."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from lyceum.authoring import selectors
from lyceum.authoring.models import WorkingCopy
from lyceum.authoring.policies import can_comment, can_edit, can_review, can_translate
from lyceum.people.api import Actor
from lyceum.ui import errors

View = Callable[..., HttpResponseBase]


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def signed_in(view: View) -> View:
    """Only for people with an account. Who was signed out while writing gets the text back, to keep it."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if actor_of(request).account is not None:
            return view(request, *args, **kwargs)
        typed = errors.typed_texts(request) if request.method == "POST" else []
        if typed:
            text = _(
                "You were signed out meanwhile. What you typed is kept below: copy it, sign in and put it in again."
            )
            context = {"title": _("Please sign in again"), "text": text, "status": 403, "typed": typed}
            return render(request, "ui/error.html", context, status=403)
        return redirect_to_login(request.get_full_path(), str(settings.LOGIN_URL))

    return guarded


def copy_or_404(request: HttpRequest, copy_uuid: uuid.UUID) -> WorkingCopy:
    copy = selectors.copy_for(actor_of(request), copy_uuid)
    if copy is None:
        raise Http404
    return copy


def page(
    request: HttpRequest, template: str, copy: WorkingCopy, tab: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A page of one working copy, with the tabs that are open to the actor."""
    actor = actor_of(request)
    may = {
        "edit": can_edit(actor, copy),
        "translate": can_translate(actor, copy),
        "comment": can_comment(actor, copy),
        "review": can_review(actor, copy),
    }
    return render(
        request, f"authoring/{template}.html", {"copy": copy, "tab": tab, "may": may, **context}, status=status
    )
