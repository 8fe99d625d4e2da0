"""What apps above offer for a class: links on its page."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from lyceum.people.actors import Actor
from lyceum.people.models import SchoolClass


@dataclass(frozen=True)
class ClassLink:
    """A link to the page `route`, which takes the class's UUID; shown to those whom `is_for` admits."""

    route: str
    label: str | Promise
    is_for: Callable[[Actor, SchoolClass], bool]


_links: dict[str, ClassLink] = {}


def register_class_link(route: str, label: str | Promise, is_for: Callable[[Actor, SchoolClass], bool]) -> None:
    _links[route] = ClassLink(route, label, is_for)


def class_links(actor: Actor, school_class: SchoolClass) -> list[ClassLink]:
    return [link for link in _links.values() if link.is_for(actor, school_class)]
