from django.db.models import QuerySet

from lyceum.courses.models import Course
from lyceum.people.api import Actor


def can_import(actor: Actor) -> bool:
    """Operators, and the system itself (starter content, commands)."""
    return actor.is_operator or actor.is_system


def can_see(actor: Actor, course: Course) -> bool:
    return course.is_published or actor.is_operator


def visible_to(actor: Actor) -> QuerySet[Course]:
    """The twin of `can_see`."""
    return Course.objects.all() if actor.is_operator else Course.objects.filter(is_published=True)
