"""A memory and process bound for the judge as a whole, in a control group, where one may be made.

The boxes hold without it; it is a second wall between a judge gone wrong and the machine.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")
MEMORY_BYTES = 4 << 30
PROCESSES = 512
_PREFIX = "lyceum-judge-"


def _own(controller: str) -> Path | None:
    """Return this process's own folder for a controller (v1) or for all of them (v2: an empty name)."""
    try:
        rows = Path("/proc/self/cgroup").read_text().splitlines()
    except OSError:
        return None
    for row in rows:
        _number, names, path = row.split(":", 2)
        if controller in names.split(","):
            folder = ROOT / controller / path.lstrip("/")
            return folder if folder.is_dir() else None
    return None


def _settings() -> list[tuple[Path, str, int]]:
    """Return (folder to make a group in, file that bounds it, the bound) for what is mounted and writable."""
    plans = [("memory", "memory.limit_in_bytes", MEMORY_BYTES), ("pids", "pids.max", PROCESSES)]
    unified = _own("")
    if unified is not None and (ROOT / "cgroup.controllers").exists():
        plans = [("", "memory.max", MEMORY_BYTES), ("", "pids.max", PROCESSES)]
    found = ((_own(controller), name, bound) for controller, name, bound in plans)
    return [(path, name, bound) for path, name, bound in found if path is not None and os.access(path, os.W_OK)]


def describe() -> str:
    """Say which bounds hold this process."""
    try:
        rows = Path("/proc/self/cgroup").read_text().splitlines()
    except OSError:
        return "none"
    held = [row.split(":")[1] or "unified" for row in rows if f"/{_PREFIX}" in row]
    return ", ".join(held) or "none"


def join() -> None:
    """Move this process into a bounded group of its own; where that is not allowed, change nothing."""
    for parent, name, bound in _settings():
        _sweep(parent)
        group = parent / f"{_PREFIX}{os.getpid()}"
        with contextlib.suppress(OSError):
            group.mkdir(exist_ok=True)
            (group / name).write_text(str(bound))
            (group / "cgroup.procs").write_text(str(os.getpid()))


def _sweep(parent: Path) -> None:
    """Remove the groups of judges that are gone; a group in use cannot be removed."""
    for group in parent.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            group.rmdir()
