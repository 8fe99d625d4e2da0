"""The class or given work that an address names, for those who may see it; 404 to all others."""

import uuid
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest

from lyceum.people.api import Actor, NotAllowed, SchoolClass, can_teach, classes_visible_to
from lyceum.teaching.models import GivenWork
from lyceum.teaching.selectors.given import given_by_uuid


def actor_of(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined,no-any-return]


def class_or_404(request: HttpRequest, class_uuid: uuid.UUID) -> SchoolClass:
    """A class that the actor is in or oversees."""
    rows = classes_visible_to(actor_of(request)).select_related("institution")
    found = rows.filter(uuid=class_uuid).first()
    if found is None:
        raise _refusal(request)
    return found


def taught_or_404(request: HttpRequest, class_uuid: uuid.UUID) -> SchoolClass:
    """A class that the actor teaches."""
    found = class_or_404(request, class_uuid)
    if not can_teach(actor_of(request), found):
        raise _refusal(request)
    return found


def given_or_404(request: HttpRequest, class_uuid: uuid.UUID, given_uuid: uuid.UUID) -> GivenWork:
    found = given_by_uuid(actor_of(request), given_uuid)
    if found is None or found.school_class.uuid != class_uuid:
        raise _refusal(request)
    return found


def _refusal(request: HttpRequest) -> Exception:
    """Nobody learns what there is; a form that comes after a role was taken away is refused with what was typed."""
    return NotAllowed() if request.method == "POST" else Http404()


def page_of(request: HttpRequest, rows: Any, size: int) -> Page[Any]:
    return Paginator(rows, size).get_page(request.GET.get("page"))
