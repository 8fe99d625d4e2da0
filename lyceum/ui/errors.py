"""The pages for what goes wrong: what happened, what is safe, what to do."""

import errno
import sys
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

WORDS = {
    400: (_("We could not read that request"), _("Something in it was not as expected. Go back, check what you entered and try again.")),
    403: (_("This page is not open to you"), _("You may need to sign in, or it belongs to somebody else. Nothing was changed.")),
    404: (_("There is no page here"), _("The address may be mistyped, or the page has moved. Search for it, or start from the home page.")),
    429: (_("A short pause, please"), _("That was many tries in a short time. What you sent before is safe. Wait a minute, then try again.")),
    500: (_("Something broke on our side"), _("It is not your fault, and it has been noted. What was saved stays saved. Try again in a minute.")),
    503: (_("Lyceum is being looked after"), _("It will be back soon. What was saved stays saved.")),
}  # fmt: skip


def page(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
    title, text = WORDS[status]
    return render(request, "ui/error.html", {"title": title, "text": text, "status": status, **context}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A right may have been taken away while its page was open: what was typed is shown again."""
    return page(request, 403, typed=typed_texts(request, short=True) if request.method == "POST" else [])


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Must work when the database does not: it reads neither session nor person.

    A session that cannot be written shows only after the page was made, so that a full disk may come here too.
    """
    fault = sys.exc_info()[1]
    status = 503 if fault is not None and is_full(fault) else 500
    title, text = WORDS[status]
    typed = typed_texts(request) if status == 503 else []
    context = {"title": title, "text": text, "status": status, "typed": typed}
    return HttpResponse(render_to_string("ui/error_plain.html", context), status=status)


def is_full(fault: BaseException) -> bool:
    """Whether this is how the disk, or the database on it, says that nothing more can be written."""
    if isinstance(fault, OSError):
        return fault.errno in {errno.ENOSPC, errno.EDQUOT}
    return isinstance(fault, OperationalError) and any(
        words in str(fault)
        for words in ("database or disk is full", "No space left on device", "could not extend file")
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from a page that was open too long. What was typed is shown, so that nothing of it is lost."""
    text = _("The page was open for a long time, so we could not be sure that it was you. What you typed is kept below: "
             "go back, reload the page and send it again.")  # fmt: skip
    context = {"title": _("Please send that again"), "text": text, "status": 403, "typed": typed_texts(request)}
    return render(request, "ui/error.html", context, status=403)


#: Fields that nobody typed.
HIDDEN = {"csrfmiddlewaretoken", "once", "do", "next"}


def typed_texts(request: HttpRequest, *, short: bool = False) -> list[str]:
    """The long texts of a form, or all, to show them again where they could not be taken; never a password or code."""
    keys = (key for key in request.POST if not any(word in key for word in ("password", "code", "secret")))
    values = (value for key in keys if key not in HIDDEN for value in request.POST.getlist(key))
    return [value for value in values if len(value) > 60 or "\n" in value or (short and value.strip())]
