"""Background tasks: `@task` makes one, `.enqueue(…)` runs it on whichever queue the installation has."""

from django_tasks import task

__all__ = ["task"]
