from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from lyceum.coding import packages
from lyceum.coding.models import Problem, ProblemText
from lyceum.coding.policies import can_save_problem
from lyceum.kit import audit
from lyceum.people.api import Actor, require

TEXT_FIELDS = {
    "title": "title",
    "statement_html": "statement_html",
    "input_html": "input_html",
    "output_html": "output_html",
    "hints": "hints",
    "tests": "test_names",
    "explain": "explanations",
}


@transaction.atomic
def save_problem(
    *,
    actor: Actor,
    slug: str,
    files: Mapping[str, bytes],
    texts: Mapping[str, Mapping[str, Any]],
    languages: Sequence[str],
    skills: Sequence[str],
    minutes: int,
    source_language: str,
    position: int = 0,
    is_open: bool = True,
) -> Problem:
    """Add a problem or bring it up to date. Submissions to it stay; they were judged by the package of their time.

    One that is not open is on no list and has no page of its own: it is shown only by the course that has it.
    """
    require(can_save_problem(actor))
    values = {
        "package_hash": packages.store(files),
        "languages": list(languages),
        "skills": list(skills),
        "minutes": minutes,
        "source_language": source_language,
        "position": position,
        "is_listed": is_open,
        "is_open": is_open,
    }
    problem, _ = Problem.objects.update_or_create(slug=slug, defaults=values)
    for language, text in texts.items():
        fields = {column: text[key] for key, column in TEXT_FIELDS.items() if key in text}
        ProblemText.objects.update_or_create(problem=problem, language=language, defaults=fields)
    problem.texts.exclude(language__in=list(texts)).delete()
    audit.record(actor, "coding.save_problem", problem, package=values["package_hash"])
    return problem


@transaction.atomic
def retire_problem(*, actor: Actor, problem: Problem) -> None:
    """Take a problem off the list; who solved it keeps that."""
    require(can_save_problem(actor))
    Problem.objects.filter(pk=problem.pk).update(is_listed=False)
    audit.record(actor, "coding.retire_problem", problem)
