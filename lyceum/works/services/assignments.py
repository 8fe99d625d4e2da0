from collections.abc import Mapping
from typing import Any

from django.db import transaction

from lyceum.kit import audit
from lyceum.people.api import Actor, require
from lyceum.works import rubric
from lyceum.works.models import Assignment, AssignmentText
from lyceum.works.policies import can_save_assignment


@transaction.atomic
def save_assignment(
    *, actor: Actor, slug: str, rules: Mapping[str, Any], texts: Mapping[str, Mapping[str, Any]], source_language: str
) -> Assignment:
    """Add an assignment or bring it up to date; what was handed in and marked stays as it is."""
    require(can_save_assignment(actor))
    values = {
        "rules": dict(rules),
        "points": rubric.points_of(rules),
        "pass_share": rules.get("pass", 0.6),
        "source_language": source_language,
    }
    assignment, _ = Assignment.objects.update_or_create(slug=slug, defaults=values)
    for language, text in texts.items():
        AssignmentText.objects.update_or_create(assignment=assignment, language=language, defaults=dict(text))
    assignment.texts.exclude(language__in=list(texts)).delete()
    audit.record(actor, "works.save_assignment", assignment)
    return assignment
