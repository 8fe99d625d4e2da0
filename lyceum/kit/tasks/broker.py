"""Django's task API on Celery and a broker: late acknowledgement, so that a killed worker's task is delivered again."""

import uuid
from functools import partial
from typing import Any

from celery import Celery
from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django_tasks import TaskResult, TaskResultStatus
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task
from django_tasks.utils import normalize_json

from lyceum.kit import clock

app = Celery("lyceum", broker=settings.BROKER or None)
app.conf.update(
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_ignore_result=True,
    task_default_queue="default",
    task_queue_max_priority=10,
    task_default_priority=5,
    worker_prefetch_multiplier=1,
    worker_send_task_events=False,
    broker_connection_retry_on_startup=True,
    broker_transport_options={"confirm_publish": True, "unacked_restore_interval": 2, "visibility_timeout": 60},
    task_publish_retry_policy={"max_retries": 3, "interval_start": 0.1},
)


class BrokerBackend(BaseTaskBackend):
    """Publishes each task once its transaction is committed; the name of the function travels, never code."""

    supports_priority = True
    supports_defer = True

    def enqueue(self, task: Task[Any, Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        self.validate_task(task)
        result: TaskResult[Any] = TaskResult(
            task=task,
            id=str(uuid.uuid4()),
            status=TaskResultStatus.READY,
            enqueued_at=clock.now(),
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=normalize_json(args),
            kwargs=normalize_json(kwargs),
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
        transaction.on_commit(partial(self._publish, task, result), robust=True)
        return result

    def _publish(self, task: Task[Any, Any], result: TaskResult[Any]) -> None:
        run.apply_async(
            args=[task.module_path, result.args, result.kwargs],
            task_id=result.id,
            queue=task.queue_name,
            priority=max(0, min(10, 5 + task.priority // 20)),
            eta=task.run_after,
        )


@app.task(name="lyceum.run", bind=True, max_retries=5)
def run(self: Any, path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    task = import_string(path)
    if not isinstance(task, Task):
        raise TypeError(f"{path} is no task")
    try:
        task.call(*args, **kwargs)
    except Exception as error:
        raise self.retry(exc=error, countdown=min(60, 2**self.request.retries)) from error
