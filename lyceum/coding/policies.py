from django.db.models import QuerySet

from lyceum.coding.models import Problem, Submission
from lyceum.people.api import Actor


def can_see_submission(actor: Actor, submission: Submission) -> bool:
    return actor.profile is not None and submission.profile_id == actor.profile.pk


def visible_to(actor: Actor) -> QuerySet[Submission]:
    """Only one's own: the twin of `can_see_submission`."""
    if actor.profile is None:
        return Submission.objects.none()
    return Submission.objects.filter(profile=actor.profile)


def can_save_problem(actor: Actor) -> bool:
    """Operators, and the system itself (starter content, commands)."""
    return actor.is_operator or actor.is_system


def listed_problems() -> QuerySet[Problem]:
    return Problem.objects.filter(is_listed=True)
