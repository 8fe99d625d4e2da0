"""What the pages of institutions and classes share: finding, paging, answering."""

import uuid
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from lyceum.people.models import Institution, SchoolClass
from lyceum.people.policies import NotAllowed
from lyceum.people.requests import actor_in
from lyceum.people.selectors import classes, institutions

ON_A_PAGE = 50


def institution_or_404(request: HttpRequest, slug: str) -> Institution:
    """The institution, if its pages are open; else there is none, so that nobody learns that it exists.

    A form that comes too late, after a role was taken away, is refused with what was typed.
    """
    found = institutions.institution_for(actor_in(request), slug)
    if found is None:
        raise _refusal(request)
    return found


def class_or_404(request: HttpRequest, wanted: uuid.UUID) -> SchoolClass:
    actor = actor_in(request)
    found = classes.class_for(actor, wanted) or classes.managed_class_for(actor, wanted)
    if found is None:
        raise _refusal(request)
    return found


def _refusal(request: HttpRequest) -> Exception:
    return NotAllowed() if request.method == "POST" else Http404()


def key_in(request: HttpRequest, field: str) -> uuid.UUID:
    """The UUID that a button posts."""
    try:
        return uuid.UUID(request.POST.get(field, ""))
    except ValueError as error:
        raise Http404 from error


def number_in(request: HttpRequest, field: str) -> int:
    text = request.POST.get(field, "")
    if not (text.isascii() and text.isdigit() and len(text) < 18):
        raise Http404
    return int(text)


def page_of(request: HttpRequest, rows: "QuerySet[Any] | list[Any]") -> "Page[Any]":
    return Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))


def asked(request: HttpRequest) -> str:
    """What is looked for, and no more of it than a name can be long."""
    return request.GET.get("q", "").replace("\0", "")[:60]
