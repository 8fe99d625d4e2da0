"""What other apps may use of teaching."""

from lyceum.teaching.selectors.given import Task, tasks_of
from lyceum.teaching.services.giving import give
from lyceum.teaching.services.writing import write_note

__all__ = ["Task", "give", "tasks_of", "write_note"]
