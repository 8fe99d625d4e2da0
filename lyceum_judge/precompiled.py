"""What is compiled once a machine: standard headers, which take a compilation from 1.8 to 0.4 CPU seconds."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import stat
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .languages.cpp import Cpp

_HEADERS = ("bits/stdc++.h", "iostream")
THREADS = "threads.o"
# The stack of the first thread may take all the memory; without this each further thread would ask for as much.
_THREADS_SOURCE = """#define _GNU_SOURCE
#include <pthread.h>
__attribute__((constructor)) static void small_stacks(void) {
    pthread_attr_t usual;
    pthread_attr_init(&usual);
    pthread_attr_setstacksize(&usual, 1 << 20);
    pthread_setattr_default_np(&usual);
}
"""


def cache_folder() -> Path:
    """Return this user's own cache folder, made if need be. Raises PermissionError if someone else made it first."""
    chosen = os.environ.get("LYCEUM_JUDGE_CACHE")
    path = Path(chosen) if chosen else Path(tempfile.gettempdir()) / f"lyceum-judge-{os.getuid()}"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    facts = path.lstat()
    if not stat.S_ISDIR(facts.st_mode) or facts.st_uid != os.getuid() or facts.st_mode & 0o022:
        raise PermissionError(f"{path} is not a folder of user {os.getuid()} alone")
    return path


def tidy() -> None:
    """Remove what a killed process left half made."""
    for path in cache_folder().glob("making-*"):
        with contextlib.suppress(OSError, ValueError):
            os.kill(int(path.name.split("-")[1]), 0)
            continue
        shutil.rmtree(path, ignore_errors=True)


def folder(language: Cpp) -> Path | None:
    """Return the folder of precompiled headers for a standard, made now if it is not there; None if that fails."""
    try:
        key = hashlib.sha256(" ".join([language.version(), *language.flags(), _THREADS_SOURCE]).encode()).hexdigest()[
            :16
        ]
        ready = cache_folder() / f"headers-{key}"
        if not ready.is_dir():
            _make(language, ready)
    except (OSError, subprocess.SubprocessError):
        return None  # slower, and as right
    return ready


def _make(language: Cpp, ready: Path) -> None:
    making = Path(tempfile.mkdtemp(prefix=f"making-{os.getpid()}-", dir=ready.parent))
    try:
        for header in _HEADERS:
            target = making / f"{header}.gch"
            target.parent.mkdir(exist_ok=True)
            source = making / "source.h"
            source.write_text(f"#include <{header}>\n")
            command = ["/usr/bin/g++", *language.flags(), "-x", "c++-header", str(source), "-o", str(target)]
            subprocess.run(command, check=True, capture_output=True, timeout=120)
            source.unlink()
        command = ["/usr/bin/g++", "-O2", "-x", "c", "-c", "-", "-o", str(making / THREADS)]
        subprocess.run(command, input=_THREADS_SOURCE.encode(), check=True, capture_output=True, timeout=60)
        with contextlib.suppress(OSError):
            making.rename(ready)
    finally:
        shutil.rmtree(making, ignore_errors=True)
