"""The worker of the embedded queue: takes tasks from the database under a lease and tries failed ones again."""

import logging
import threading
import time
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import OperationalError, close_old_connections, connection
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction, is_locked_database_exception

from lyceum.kit import clock, sweeps
from lyceum.kit.tasks import leases

Row = DBTaskResult[Any, Any]
log = logging.getLogger(__name__)
TRIES = 5


class LeasedWorker(Worker):
    """Runs the tasks of one queue, oldest of the highest priority first, each at least once."""

    def __init__(self, queue: str, interval: float = 0.1) -> None:
        super().__init__(
            queue_names=[queue],
            interval=interval,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=uuid.uuid4().hex,
            excluded_queue_names=[],
        )

    def run(self) -> None:
        leases.renew(self.worker_id, self.queue_names[0], leases.facts_of(self.queue_names[0]))
        leases.reap()
        with Heartbeat(lambda: leases.renew(self.worker_id, self.queue_names[0])):
            try:
                self._loop()
            finally:
                leases.release(self.worker_id)

    def _loop(self) -> None:
        while self.running:
            close_old_connections()
            row = self._claim()
            if row is not None:
                self.run_task(row)
            elif self.running:
                time.sleep(self.interval)

    def _claim(self) -> Row | None:
        """The next task, now ours. Looks before it locks, so that an idle worker never holds up a writer."""
        ready = DBTaskResult.objects.ready().filter(backend_name="default", queue_name__in=self.queue_names)
        try:
            if not ready.exists():
                return None
            with exclusive_transaction(ready.db):
                row = ready.get_locked()
                if row is not None:
                    row.claim(self.worker_id)
                return row
        except OperationalError as error:
            if is_locked_database_exception(error):
                return None
            raise

    def run_task(self, db_task_result: Row) -> None:
        super().run_task(db_task_result)
        if db_task_result.status == TaskResultStatus.FAILED:
            self._try_again(db_task_result)

    def _try_again(self, row: Row) -> None:
        tries = len(row.worker_ids)
        log.warning("task %s failed, try %d of %d: %s", row.task_path, tries, TRIES, row.exception_class_path)
        if tries < TRIES:
            row.status, row.finished_at = TaskResultStatus.READY, None
            row.run_after = clock.now() + timedelta(seconds=min(60, 2**tries))
            row.save(update_fields=["status", "finished_at", "run_after"])


class Heartbeat:
    """A thread that renews a lease and runs the sweeps for as long as the block lasts."""

    def __init__(self, renew: Callable[[], None]) -> None:
        self.renew = renew
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> "Heartbeat":
        self.thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.stopped.set()
        self.thread.join(timeout=10)

    def _beat(self) -> None:
        while not self.stopped.wait(leases.RENEW_SECONDS):
            close_old_connections()
            try:
                self.renew()
                sweeps.run_due()
            except Exception:
                log.exception("heartbeat failed; it is tried again")
        connection.close()
