"""What other apps may use of teaching."""

from lyceum.teaching.models import GivenWork
from lyceum.teaching.selectors.given import Task, tasks_of
from lyceum.teaching.services.entries import write as write_mark
from lyceum.teaching.services.giving import extend, give
from lyceum.teaching.services.writing import write_note

__all__ = ["GivenWork", "Task", "extend", "give", "tasks_of", "write_mark", "write_note"]
