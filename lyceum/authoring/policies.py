"""Who may write, review and publish. Each `can_…` stands beside the filter that finds the same things."""

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from lyceum.authoring.models import BankQuestion, Collaborator, WorkingCopy
from lyceum.courses.api import Course
from lyceum.people.api import Actor, Institution, Role, has_role, institutions_where

WRITERS = (Role.ADMIN, Role.EDUCATOR, Role.AUTHOR)
JUDGES = (Role.ADMIN, Role.REVIEWER)
Part = Collaborator.Role


def can_author(actor: Actor) -> bool:
    """Whether there is anything here for the actor: a role that writes, reviews or translates, or a copy shared with them."""
    if actor.is_operator:
        return True
    if actor.account is None or actor.profile is None:
        return False
    roles = {*WRITERS, *JUDGES, Role.TRANSLATOR}
    return any(role in roles for _, role in actor.roles) or copies_visible_to(actor).exists()


def can_start(actor: Actor, institution: Institution | None) -> bool:
    """Begin a course of the institution; of the installation only operators."""
    return actor.is_operator if institution is None else has_role(actor, institution, *WRITERS)


def institutions_to_write_for(actor: Actor) -> QuerySet[Institution]:
    """The twin of `can_start`, but for the installation itself."""
    return institutions_where(actor, *WRITERS)


def can_take_up(actor: Actor, course: Course) -> bool:
    """Open a course that is published, to write its next version."""
    return can_start(actor, course.institution)


def courses_to_take_up(actor: Actor) -> QuerySet[Course]:
    """The twin of `can_take_up`."""
    own = Q(institution__in=institutions_to_write_for(actor))
    return Course.objects.filter(own | Q(institution=None) if actor.is_operator else own)


def _parts(actor: Actor, copy: WorkingCopy) -> set[str]:
    """Every part that the actor has in this copy, by being asked or by a role in its institution."""
    if actor.account is None or actor.profile is None:
        return set()
    asked = Collaborator.objects.filter(copy=copy, profile=actor.profile).values_list("role", flat=True)
    parts = set(asked)
    if copy.institution is None:
        return parts | ({Part.AUTHOR, Part.REVIEWER} if actor.is_operator else set())
    if has_role(actor, copy.institution, *JUDGES):
        parts.add(Part.REVIEWER)
    if has_role(actor, copy.institution, Role.ADMIN):
        parts.add(Part.AUTHOR)
    if has_role(actor, copy.institution, Role.TRANSLATOR):
        parts.add(Part.TRANSLATOR)
    return parts


def can_see(actor: Actor, copy: WorkingCopy) -> bool:
    return bool(_parts(actor, copy))


def copies_visible_to(actor: Actor) -> QuerySet[WorkingCopy]:
    """The twin of `can_see`."""
    if actor.account is None or actor.profile is None:
        return WorkingCopy.objects.none()
    asked = Exists(Collaborator.objects.filter(copy=OuterRef("pk"), profile=actor.profile))
    own = Q(institution__in=institutions_where(actor, *JUDGES, Role.TRANSLATOR))
    installation = Q(institution=None) if actor.is_operator else Q(pk__in=[])
    return WorkingCopy.objects.filter(asked | own | installation)


def can_edit(actor: Actor, copy: WorkingCopy) -> bool:
    return Part.AUTHOR in _parts(actor, copy)


def can_translate(actor: Actor, copy: WorkingCopy) -> bool:
    return bool({Part.AUTHOR, Part.TRANSLATOR} & _parts(actor, copy))


def can_mark_reviewed(actor: Actor, copy: WorkingCopy) -> bool:
    """Say of a translation that it was read by a second person."""
    return bool({Part.AUTHOR, Part.REVIEWER} & _parts(actor, copy))


def can_comment(actor: Actor, copy: WorkingCopy) -> bool:
    return bool({Part.AUTHOR, Part.REVIEWER} & _parts(actor, copy))


def can_review(actor: Actor, copy: WorkingCopy) -> bool:
    """Approve or ask for changes: a reviewer who did not ask for this review and did not write the course alone."""
    if Part.REVIEWER not in _parts(actor, copy) or actor.profile is None:
        return False
    if copy.reviews.filter(outcome="open", asked_by=actor.profile).exists():
        return False
    authors = set(copy.collaborators.filter(role=Part.AUTHOR).values_list("profile_id", flat=True))
    return authors != {actor.profile.pk}


def can_publish_alone(actor: Actor, copy: WorkingCopy) -> bool:
    """Publish without a second person: only where the installation says so, and then operators and admins."""
    if settings.PUBLISH_NEEDS_REVIEW:
        return False
    if copy.institution is None:
        return actor.is_operator
    return has_role(actor, copy.institution, Role.ADMIN)


def can_use_bank(actor: Actor, institution: Institution | None) -> bool:
    """Look into the question bank of an institution and put questions there."""
    if institution is None:
        return actor.is_operator
    return has_role(actor, institution, *WRITERS, Role.REVIEWER)


def questions_visible_to(actor: Actor) -> QuerySet[BankQuestion]:
    """The twin of `can_use_bank`."""
    own = Q(institution__in=institutions_where(actor, *WRITERS, Role.REVIEWER))
    return BankQuestion.objects.filter(own | Q(institution=None) if actor.is_operator else own)
