"""Looks at what this machine has, tries it, and says whether programs can be graded on it safely."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any

from . import __version__, cgroup
from .box import BoxLost, bwrap
from .judging import judge, language_version
from .languages import LANGUAGES
from .languages.python import Python
from .model import Job, Limits, Test, Verdict

_APPARMOR = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")
_CLONE = Path("/proc/sys/kernel/unprivileged_userns_clone")
_MAXIMUM = Path("/proc/sys/user/max_user_namespaces")

# What a program in a box must not be able to do; it prints what it could.
_HOLES = """
import os, socket, ctypes
found = []
def attempt(name, action):
    try:
        action()
    except (OSError, ImportError, AttributeError):
        return
    found.append(name)
attempt("network", lambda: socket.socket())
attempt("processes", lambda: os.fork() or os._exit(0))
attempt("files", lambda: open("/program/mark", "w"))
attempt("proc", lambda: os.listdir("/proc"))
attempt("etc", lambda: os.listdir("/etc"))
attempt("devices", lambda: open("/dev/zero"))
libc = ctypes.CDLL(None)
if libc.unshare(0x10000000) == 0:
    found.append("namespaces")
if libc.ptrace(0, 0, 0, 0) == 0:
    found.append("ptrace")
if os.getpid() == 1 or os.getuid() == 0:
    found.append("identity")
print(" ".join(found) or "closed")
"""


def probe() -> dict[str, Any]:
    """Promise a dictionary of plain values; `can_grade` decides, `remedy` says what to do where it is false."""
    found: dict[str, Any] = {"judge": __version__, "uid": os.getuid(), "cgroups": cgroup.describe()}
    found["bwrap"] = _version_of_bwrap()
    found["user_namespaces"], found["seccomp"], found["holes"], found["error"] = _try_box()
    found["languages"] = {name: _try_language(name) for name in LANGUAGES} if found["seccomp"] else {}
    found["can_grade"] = bool(found["seccomp"]) and any(one["works"] for one in found["languages"].values())
    found["remedy"] = "" if found["can_grade"] else _remedy(found)
    return found


def refusal() -> tuple[str, str] | None:
    """Return (reason, remedy) where the box cannot be had, else None. Quick: it opens one box."""
    works, closed, holes, error = _try_box()
    if works and closed:
        return None
    reason = error or f"the sandbox leaves open: {holes}"
    return reason, _remedy({"bwrap": _version_of_bwrap(), "error": error})


def _version_of_bwrap() -> str:
    try:
        return subprocess.run([bwrap(), "--version"], capture_output=True, text=True, check=True).stdout.strip()
    except (BoxLost, OSError, subprocess.SubprocessError):
        return ""


def _try_box() -> tuple[bool, bool, str, str]:
    """Return (a box opens, it is closed on all sides, its holes, the error)."""
    try:
        with Python().build({"solution.py": _HOLES.encode()}, Limits()) as program:
            outcome = program.box.run(program.order, caps={"stdout": 1000, "stderr": 2000})
    except (BoxLost, OSError) as error:
        return False, False, "", str(error)
    holes = outcome.stdout.decode().strip()
    return True, holes == "closed", holes.replace("closed", ""), outcome.stderr.decode(errors="replace")


def _try_language(name: str) -> dict[str, Any]:
    source, given, wanted = LANGUAGES[name].self_test()
    try:
        version = language_version(name)
        report = judge(Job("self-test", name, source, (Test("1", given, outputs=(wanted,)),)))
    except (BoxLost, OSError, subprocess.SubprocessError) as error:
        return {"works": False, "version": "", "said": str(error)}
    said = report.compile_output or (report.tests[0].message if report.tests else "")
    return {"works": report.verdict is Verdict.ACCEPTED, "version": version, "said": said}


def _read(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""


def _remedy(found: dict[str, Any]) -> str:
    """Say what the operator types."""
    if not found["bwrap"]:
        return "Install bubblewrap: apt-get install bubblewrap"
    if _read(_APPARMOR) == "1":
        return (
            "AppArmor forbids user namespaces. Allow them to bubblewrap alone: write\n"
            "  abi <abi/4.0>,\n  include <tunables/global>\n"
            f"  profile bwrap {bwrap()} flags=(unconfined) {{ userns, }}\n"
            "to /etc/apparmor.d/bwrap, then: apparmor_parser -r /etc/apparmor.d/bwrap"
        )
    if _read(_CLONE) == "0":
        return "Allow user namespaces: sysctl -w kernel.unprivileged_userns_clone=1"
    if _read(_MAXIMUM) == "0":
        return "Allow user namespaces: sysctl -w user.max_user_namespaces=15000"
    if not os.access("/usr/bin/python3", os.X_OK):
        return "Install the system's Python: apt-get install python3"
    return "See docs/reference/judge.md, section Trouble; the error is: " + str(found.get("error", ""))
