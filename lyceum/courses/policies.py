from django.db.models import Q, QuerySet

from lyceum.courses.models import Course
from lyceum.people.api import (
    Actor,
    Profile,
    Role,
    classes_taught_by,
    has_role,
    institutions_where,
    people_taught_by,
    teaches,
)


def can_import(actor: Actor) -> bool:
    """Operators, and the system itself (starter content, commands)."""
    return actor.is_operator or actor.is_system


def can_see(actor: Actor, course: Course) -> bool:
    """Published courses: those for everyone, and those of an institution in which, or above which, one has a role."""
    if actor.is_operator:
        return True
    if course.institution is None or course.audience == Course.Audience.EVERYONE:
        return course.is_published
    return course.is_published and has_role(actor, course.institution, *Role.values)


def visible_to(actor: Actor) -> QuerySet[Course]:
    """The twin of `can_see`."""
    if actor.is_operator:
        return Course.objects.all()
    open_to_all = Q(audience=Course.Audience.EVERYONE)
    if actor.account is None or not actor.roles:
        return Course.objects.filter(open_to_all, is_published=True)
    own = Q(institution__in=institutions_where(actor, *Role.values))
    return Course.objects.filter(open_to_all | own, is_published=True)


def can_see_answers(actor: Actor) -> bool:
    """The answers of any quiz, to print them: who teaches a class."""
    return classes_taught_by(actor).exists()


def can_give_time(actor: Actor, person: Profile) -> bool:
    """Who teaches the person now; nobody themselves."""
    is_oneself = actor.profile is not None and actor.profile.pk == person.pk
    return not is_oneself and teaches(actor, person)


def people_to_give_time(actor: Actor) -> QuerySet[Profile]:
    """The twin of `can_give_time`."""
    others = people_taught_by(actor)
    return others.exclude(pk=actor.profile.pk) if actor.profile is not None else others
