"""A judge for the tests, and secrets that no program may find."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from lyceum_judge.protocol import Job, JudgeClient, Test

SECRET = "CANARY-SECRET-5b1f"
CANARY = Path("/tmp/lyceum-canary")


@pytest.fixture(scope="session")
def judge() -> Iterator[JudgeClient]:
    """Return a judge whose parent knows a secret, with a secret file that everyone could read."""
    os.environ["LYCEUM_CANARY"] = SECRET
    if not CANARY.exists():  # several workers share it, so that it stays
        CANARY.write_text(SECRET)
        CANARY.chmod(0o644)
    with JudgeClient() as client:
        client.judge(Job("first", "python", "", (Test("1"),)))  # it starts at its first use
        yield client


def descendants(pid: int) -> list[psutil.Process]:
    """Return the living processes below a process."""
    return [one for one in psutil.Process(pid).children(recursive=True) if lives(one)]


def lives(process: psutil.Process) -> bool:
    """Say whether a process is there and not just unburied."""
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def computes(process: psutil.Process) -> bool:
    """Say whether a process has been computing for a while."""
    try:
        return bool(process.cpu_times().user > 0.2)
    except psutil.NoSuchProcess:
        return False
