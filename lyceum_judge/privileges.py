"""Makes the judge's process weak before it does anything: no root, no life after its parent."""

from __future__ import annotations

import ctypes
import os
import signal

JUDGE_ID = 64000  # a user that no system gives to anyone; it owns nothing
_PR_SET_PDEATHSIG = 1


def drop_root() -> None:
    """Become user `JUDGE_ID` if this is root; everything that is needed from root's folders is imported before."""
    if os.getuid() != 0:
        return
    os.setgroups([])
    os.setresgid(JUDGE_ID, JUDGE_ID, JUDGE_ID)
    os.setresuid(JUDGE_ID, JUDGE_ID, JUDGE_ID)
    os.environ.pop("LYCEUM_JUDGE_CACHE", None)
    for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME"):
        os.environ.pop(name, None)


def die_with(parent: int | None) -> None:
    """Have the kernel kill this process when its parent ends. To call after `drop_root`, which resets it."""
    if parent is None:
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
