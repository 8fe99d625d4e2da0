"""How many programs people sent: for educators' tables. Who may look has been asked by the caller."""

from collections.abc import Collection

from django.db.models import Count

from lyceum.coding.models import Submission


def tries_at_problems(people: Collection[int], problems: Collection[int]) -> dict[tuple[int, int], int]:
    """(profile, problem) → how many judged programs were not accepted. One query."""
    rows = Submission.objects.filter(
        profile__in=people, problem__in=problems, kind=Submission.Kind.SUBMIT, state=Submission.State.DONE
    ).exclude(verdict="accepted")
    counted = rows.values_list("profile_id", "problem_id").annotate(count=Count("pk"))
    return {(who, what): count for who, what, count in counted}
