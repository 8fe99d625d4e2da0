"""Leases: how a queue without a broker learns that a worker died."""

import os
import socket
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from lyceum.kit import clock
from lyceum.kit.models import WorkerLease

LEASE = timedelta(seconds=15)
RENEW_SECONDS = 4
KEEP_FINISHED = timedelta(days=2)

_describers: dict[str, Callable[[], dict[str, object]]] = {}


def describe(queue: str, function: Callable[[], dict[str, object]]) -> None:
    """Have each worker of `queue` say at its start what `function` tells of its machine."""
    _describers[queue] = function


def facts_of(queue: str) -> dict[str, object]:
    return _describers[queue]() if queue in _describers else {}


def renew(worker_id: str, queue: str, facts: dict[str, object] | None = None) -> None:
    now = clock.now()
    values = {"queue": queue, "host": socket.gethostname(), "pid": os.getpid(), "seen_at": now}
    if facts is not None:
        values["facts"] = facts
    WorkerLease.objects.update_or_create(
        worker_id=worker_id, defaults=values, create_defaults={**values, "started_at": now, "facts": facts or {}}
    )


def release(worker_id: str) -> None:
    WorkerLease.objects.filter(worker_id=worker_id).delete()


def alive() -> list[WorkerLease]:
    """Workers whose lease is in force, on this host only those whose process exists."""
    leases = WorkerLease.objects.exclude(clock.apart("seen_at", LEASE)).order_by("queue", "started_at")
    return [lease for lease in leases if not _is_gone(lease)]


def reap() -> int:
    """Give the running tasks of dead workers back to the queue; how many there were."""
    with transaction.atomic():
        living = {lease.worker_id for lease in alive()}
        WorkerLease.objects.exclude(worker_id__in=living).delete()
        running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).only("id", "worker_ids")
        lost = [row.pk for row in running if not row.worker_ids or row.worker_ids[-1] not in living]
        return DBTaskResult.objects.filter(pk__in=lost, status=TaskResultStatus.RUNNING).update(
            status=TaskResultStatus.READY, started_at=None
        )


def forget_finished() -> None:
    """Drop the rows of tasks that ended well some days ago."""
    DBTaskResult.objects.filter(
        status=TaskResultStatus.SUCCESSFUL, finished_at__lt=clock.now() - KEEP_FINISHED
    ).delete()


def _is_gone(lease: WorkerLease) -> bool:
    if lease.host != socket.gethostname():
        return False
    try:
        os.kill(lease.pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
