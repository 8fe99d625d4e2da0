"""Turns the limits of a problem into an order for the warden: resource limits, kill times, the filter."""

from __future__ import annotations

import resource
from typing import Any

from . import syscalls
from .model import Limits

ENVIRONMENT = {"PATH": "/usr/bin", "LANG": "C.UTF-8", "HOME": "/w", "TMPDIR": "/w"}
_MEGA = 1 << 20


def kill_after_ms(limits: Limits) -> int:
    """CPU milliseconds after which a program is killed: past the limit, so that a close call is seen and run again."""
    return limits.time_ms + max(100, limits.time_ms // 5)


def wall_ms(limits: Limits) -> int:
    """Milliseconds on the wall: several times the CPU limit, so that a loaded machine gives no false verdict."""
    return 3 * kill_after_ms(limits) + 1000


def program(limits: Limits, *, overhead_mb: int, writable: int = 0) -> dict[str, Any]:
    """Return an order for a program; `overhead_mb` is address space that its language itself takes.

    A learner's program writes no files; a package's own may write files of `writable` bytes.
    """
    address = (limits.memory_mb + overhead_mb) * _MEGA
    seconds = kill_after_ms(limits) // 1000 + 2
    stack = limits.memory_mb * _MEGA
    return {
        "cpu_ns": kill_after_ms(limits) * 1_000_000,
        "wall_ns": wall_ms(limits) * 1_000_000,
        "seccomp": syscalls.for_author() if writable else syscalls.for_program(),
        "limits": _rows(address=address, stack=stack, cpu=seconds, file=writable),
        "env": ENVIRONMENT,
        "files": None,
        "remove": [],
        "call": "",
        "check": False,
    }


def compiler(*, cpu_seconds: int = 10, memory_mb: int = 1536, file_mb: int = 64) -> dict[str, Any]:
    """Return an order for a compiler, which may start processes and write files."""
    return {
        "cpu_ns": cpu_seconds * 1_000_000_000,
        "wall_ns": 3 * cpu_seconds * 1_000_000_000,
        "seccomp": syscalls.for_compiler(),
        "limits": _rows(address=memory_mb * _MEGA, stack=64 * _MEGA, cpu=cpu_seconds, file=file_mb * _MEGA),
        "env": ENVIRONMENT,
        "files": None,
        "remove": [],
        "call": "",
        "check": False,
    }


def _rows(*, address: int, stack: int, cpu: int, file: int) -> list[tuple[int, int, int]]:
    return [
        (resource.RLIMIT_AS, address, address),
        (resource.RLIMIT_STACK, stack, stack),
        (resource.RLIMIT_CPU, cpu, cpu + 1),
        (resource.RLIMIT_FSIZE, file, file),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_NOFILE, 64, 64),
        (resource.RLIMIT_NPROC, 64, 64),
        (resource.RLIMIT_MEMLOCK, 0, 0),
    ]
