"""The operator's page: queue, judges, disk, versions."""

import platform
import shutil
from typing import Any

import django
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from lyceum.coding import api as coding
from lyceum.kit.models import PendingEvent
from lyceum.kit.tasks import leases
from lyceum.people.api import can_operate, require


def operate(request: HttpRequest) -> HttpResponse:
    require(can_operate(request.actor))  # type: ignore[attr-defined]
    facts = coding.judge_facts()
    context = {
        "queue": coding.queue_state(),
        "workers": leases.alive(),
        "judge": facts,
        "judge_rows": judge_rows(facts),
        "failed": DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).count(),
        "pending_events": PendingEvent.objects.count(),
        "disk": disk(),
        "versions": versions(),
    }
    return render(request, "site/operate.html", context)


def judge_rows(facts: dict[str, Any]) -> list[tuple[str, str]]:
    """What the judge says of itself as names and values; a language that does not work says why."""
    plain = [
        (name, facts[name])
        for name in ("judge", "bwrap", "cgroups", "user_namespaces", "seccomp", "uid")
        if name in facts
    ]
    languages = facts.get("languages", {}).items()
    spoken = [(name, one["version"] if one["works"] else f"✗ {one['said']}") for name, one in languages]
    return [(name, str(value)) for name, value in [*plain, *spoken]]


def disk() -> dict[str, Any]:
    usage = shutil.disk_usage(settings.DATA_DIR)
    return {"free": usage.free, "total": usage.total, "share": usage.used / usage.total, "is_low": usage.free < 2**30}


def versions() -> list[tuple[str, str]]:
    return [
        ("Lyceum", settings.VERSION),
        ("Python", platform.python_version()),
        ("Django", django.get_version()),
        (connection.display_name, ".".join(map(str, connection.get_database_version()))),
        ("Linux", platform.release()),
    ]
