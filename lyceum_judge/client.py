"""Talks to the judge's own process from a program that must never run foreign code itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

from .model import Job, Program, Report

_HERE = Path(__file__).parent.parent


class JudgeLost(Exception):
    """The judge's process died. Nothing is known about the job; ask again, and a new process is started."""


class JudgeRefuses(Exception):
    """No sandbox can be had on this machine, so nothing is run. `remedy` says what the operator does."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy


class JudgeClient:
    """A judge process of one's own, started at the first use and again after a loss.

    It dies with the *thread* that started it (that is how Linux counts), so start it in a thread that
    stays. One caller at a time is served; a second one waits.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def judge(self, job: Job) -> Report:
        """Grade a job. Raises JudgeLost, JudgeRefuses, and ValueError for a job that makes no sense."""
        return Report.from_dict(self._ask({"do": "judge", "job": job.to_dict()})["report"])

    def validate(self, program: Program, inputs: Sequence[tuple[str, tuple[str, ...]]]) -> list[str]:
        """Run an input validator on (input, flags); for each return "" if it is accepted, else what was said."""
        said: list[str] = self._ask({"do": "validate", "program": program.to_dict(), "inputs": list(inputs)})["said"]
        return said

    def probe(self) -> dict[str, Any]:
        """Say what the machine has; see `lyceum_judge.probe`. Raises JudgeLost."""
        found: dict[str, Any] = self._ask({"do": "probe"})["probe"]
        return found

    @property
    def pid(self) -> int | None:
        """Return the process id of the running judge."""
        return None if self._process is None else self._process.pid

    def close(self) -> None:
        """End the judge's process."""
        with self._lock:
            self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        line = json.dumps(request).encode() + b"\n"
        with self._lock:
            answer = self._exchange(line)
        if "refused" in answer:
            raise JudgeRefuses(answer["refused"], answer["remedy"])
        if "error" in answer:
            raise ValueError(answer["error"])
        return answer

    def _exchange(self, line: bytes) -> dict[str, Any]:
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(line)
            process.stdin.flush()
            said = process.stdout.readline()
        except OSError:
            said = b""
        except BaseException:
            self._end()  # half an exchange would give the next caller this one's answer
            raise
        if not said.endswith(b"\n"):
            self._end()
            raise JudgeLost("the judge's process ended")
        answer: dict[str, Any] = json.loads(said)
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "lyceum_judge", "serve", "--parent", str(os.getpid())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=_environment(),
                cwd="/",
                start_new_session=True,
            )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue  # what was not sent has nobody to go to


def _environment() -> dict[str, str]:
    """Return what the judge needs to know; no secret of this process goes along."""
    kept = {name: os.environ[name] for name in ("LYCEUM_JUDGE_CACHE", "VIRTUAL_ENV") if name in os.environ}
    modules = os.pathsep.join(dict.fromkeys([str(_HERE), *filter(None, sys.path)]))
    return {**kept, "PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONPATH": modules}
