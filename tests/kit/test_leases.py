"""A dead worker's tasks go back to the queue; a living one's stay."""

import socket
import subprocess
import sys
from datetime import timedelta

import pytest
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from lyceum.kit import clock
from lyceum.kit.models import WorkerLease
from lyceum.kit.tasks import leases
from lyceum.kit.tasks.worker import LeasedWorker

calls: list[int] = []


@task()
def count(number: int) -> None:
    calls.append(number)
    if number < 0:
        raise ValueError(number)


def running_task(worker_id: str) -> DBTaskResult:
    count.enqueue(1)
    row = DBTaskResult.objects.get()
    row.claim(worker_id)
    return row


def dead_pid() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


@pytest.mark.django_db
def test_a_living_workers_task_stays() -> None:
    leases.renew("me", "default")
    row = running_task("me")
    assert leases.reap() == 0
    row.refresh_from_db()
    assert row.status == TaskResultStatus.RUNNING


@pytest.mark.django_db
def test_a_worker_whose_process_is_gone_loses_its_task_at_once() -> None:
    leases.renew("gone", "default")
    WorkerLease.objects.update(pid=dead_pid())
    row = running_task("gone")
    assert leases.reap() == 1
    row.refresh_from_db()
    assert row.status == TaskResultStatus.READY


@pytest.mark.django_db
def test_a_silent_worker_elsewhere_loses_its_task_when_the_lease_ends() -> None:
    leases.renew("far", "default")
    WorkerLease.objects.update(host=socket.gethostname() + "-other")
    running_task("far")
    assert leases.reap() == 0
    WorkerLease.objects.update(seen_at=clock.now() - timedelta(minutes=1))
    assert leases.reap() == 1
    assert leases.alive() == []


@pytest.mark.django_db
def test_a_task_that_fails_is_tried_again_and_given_up_in_the_end() -> None:
    calls.clear()
    count.enqueue(-1)
    worker = LeasedWorker("default")
    for _ in range(8):
        DBTaskResult.objects.filter(status=TaskResultStatus.READY).update(run_after=clock.now() - timedelta(minutes=2))
        row = worker._claim()
        if row is None:
            break
        worker.run_task(row)
    assert calls == [-1] * 5
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED


@pytest.mark.django_db
def test_tasks_run_by_priority_then_in_order() -> None:
    calls.clear()
    for number in (1, 2, 3):
        count.enqueue(number)
    count.using(priority=10).enqueue(9)
    worker = LeasedWorker("default")
    while (row := worker._claim()) is not None:
        worker.run_task(row)
    assert calls == [9, 1, 2, 3]
