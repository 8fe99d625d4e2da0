"""What other apps may use of teaching."""

from lyceum.teaching.selectors.given import Task, tasks_of

__all__ = ["Task", "tasks_of"]
