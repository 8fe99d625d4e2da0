"""Python 3: the system's CPython, forked from the warden of the box."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping

from .. import limits as limiting
from ..box import PROGRAM, PYTHON, Box, BoxLost, Outcome, Plan
from ..model import Limits, Verdict
from .base import CompileError, Executable, Fault, Language

_OVERHEAD_MB = 64
_CHECK = Limits(time_ms=5000, memory_mb=512)


class Python(Language):
    """Python 3. Functions can be called by a test."""

    name = "python"
    title = "Python 3"
    extensions = (".py", ".py3")
    main_file = "solution.py"
    calls_functions = True

    def version(self) -> str:
        """Return the system interpreter's version."""
        if not os.access(PYTHON, os.X_OK):
            raise BoxLost(f"{PYTHON} is not installed")
        return subprocess.run([PYTHON, "--version"], capture_output=True, text=True, check=True).stdout.strip()

    def build(self, files: Mapping[str, bytes], limits: Limits, writable: int = 0) -> Executable:
        """Open a box with the source in it and check its syntax there."""
        named = dict(zip([self.main_file, *list(files)[1:]], files.values(), strict=True))
        path = f"{PROGRAM}/{self.main_file}" if writable else self.main_file
        order = {
            **limiting.program(limits, overhead_mb=_OVERHEAD_MB, writable=writable),
            "do": "python",
            "argv": [path],
        }
        box = Box(Plan(named, writable=writable))
        try:
            self._check(box, path)
        except BaseException:
            box.close()
            raise
        return Executable(box, order, self)

    def _check(self, box: Box, path: str) -> None:
        order = {**limiting.program(_CHECK, overhead_mb=_OVERHEAD_MB), "do": "python", "argv": [path], "check": True}
        outcome = box.run(order, caps={"stdout": 0, "stderr": 8192})
        if outcome.exit_code != 0:
            text = outcome.stderr.decode(errors="replace")
            raise CompileError(text or "the source could not be read", _line(text))

    def fault(self, outcome: Outcome, limits: Limits, static_bytes: int) -> Fault:
        """Read the traceback."""
        text = outcome.stderr.decode(errors="replace")
        last = next((line for line in reversed(text.splitlines()) if line.strip()), "")
        if last.startswith("MemoryError"):
            return Fault(Verdict.MEMORY_LIMIT, last, _line(text))
        if outcome.signal is None and not _ERROR.match(last):
            last = f"exit code {outcome.exit_code}"
        return Fault(Verdict.RUN_TIME_ERROR, last[:500], _line(text))

    def self_test(self) -> tuple[str, str, str]:
        """Read, compute, import, print."""
        return "import math\nprint(math.gcd(*map(int, input().split())))\n", "12 18\n", "6\n"


_ERROR = re.compile(r"[A-Za-z_][\w.]*(:|$)")
_FRAME = re.compile(r'^ *File "(?:/program/)?solution\.py", line (\d+)', re.MULTILINE)


def _line(trace: str) -> int | None:
    """Return the innermost line of the learner's own file."""
    lines = _FRAME.findall(trace)
    return int(lines[-1]) if lines else None
