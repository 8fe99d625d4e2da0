"""When work is due for somebody. Known by apps above, which register a function here."""

from collections.abc import Callable
from datetime import datetime

from lyceum.people.api import Profile
from lyceum.works.models import Assignment

DueDate = Callable[[Profile, Assignment], datetime | None]
_sources: list[DueDate] = []


def register_due_dates(function: DueDate) -> None:
    """Ask `function` when an assignment is due for a person; of several answers the latest counts."""
    if function not in _sources:
        _sources.append(function)


def due_for(profile: Profile, assignment: Assignment) -> datetime | None:
    """None where nobody set a date."""
    return max((at for source in _sources if (at := source(profile, assignment))), default=None)
