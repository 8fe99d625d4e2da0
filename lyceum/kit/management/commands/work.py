"""`work --queue NAME`: take tasks from a queue until told to stop."""

import uuid
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from lyceum.kit.tasks import leases
from lyceum.kit.tasks.worker import Heartbeat, LeasedWorker


class Command(BaseCommand):
    help = "Take tasks from a queue until told to stop."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--queue", default="default", choices=["default", "judge"])

    def handle(self, *, queue: str, **options: Any) -> None:
        if settings.BROKER:
            self.work_for_broker(queue)
        else:
            worker = LeasedWorker(queue)
            worker.configure_signals()
            worker.run()

    def work_for_broker(self, queue: str) -> None:
        from lyceum.kit.tasks.broker import app  # only an installation with a broker pays for Celery

        worker_id = uuid.uuid4().hex
        leases.renew(worker_id, queue, leases.facts_of(queue))
        with Heartbeat(lambda: leases.renew(worker_id, queue)):
            app.worker_main(
                [
                    "worker",
                    "--queues",
                    queue,
                    "--pool",
                    "solo",
                    "--loglevel",
                    "WARNING",
                    "--without-gossip",
                    "--without-mingle",
                    "--hostname",
                    f"{worker_id}@%h",
                ]
            )
        leases.release(worker_id)
