"""The one place where a foreign program is started: a bubblewrap box with a warden in it.

A box sees the system's libraries, `/dev/null` and the files it is given, all read-only; a `writable`
box has a bounded folder in memory besides. It has no network, no `/proc`, no capability and no
descriptor of ours but the warden's socket. All of it dies with this process.
"""

from __future__ import annotations

import json
import marshal
import os
import select
import shutil
import signal
import socket
import stat
import struct
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Self

from . import syscalls
from .seal import sealed

PYTHON = "/usr/bin/python3"
PROGRAM = "/program"  # where the files given to a box are
HOME = "/w"  # the folder of a writable box
_ANSWER = struct.Struct("<6q")
_WARDEN = (Path(__file__).parent / "warden.py").read_bytes()
_SPARE_SECONDS = 10
_SPARED, _KILLED_CPU, _KILLED_WALL, _KILLED_ASKED = range(4)


class BoxLost(Exception):
    """The box itself failed or died; nothing is known about the program that was in it."""


@dataclass(frozen=True)
class Outcome:
    """How a program ended: times in milliseconds, peak memory in kibibytes, and what it wrote (cut at its cap)."""

    exit_code: int | None
    signal: int | None
    cpu_ms: int
    wall_ms: int
    memory_kb: int
    killed: str
    ended_ns: int = 0  # on the monotonic clock, which all boxes share
    stdout: bytes = b""
    stderr: bytes = b""
    result: bytes = b""
    overflow: bool = False


@cache
def _system() -> tuple[str, ...]:
    """Return the arguments that show a box the system's libraries, and nothing of the site's."""
    arguments: list[str] = []
    for name in ("/lib", "/lib64"):
        if os.path.islink(name):
            arguments += ["--symlink", os.readlink(name), name]
        elif os.path.isdir(name):
            arguments += ["--ro-bind", name, name]
    for name in ("/usr/lib", "/usr/lib64"):
        if os.path.isdir(name):
            arguments += ["--ro-bind", name, name]
    return (*arguments, "--dev-bind", "/dev/null", "/dev/null")


@cache
def bwrap() -> str:
    """Return the path of bubblewrap. Raises BoxLost where there is none."""
    path = shutil.which("bwrap", path="/usr/bin:/usr/local/bin:/bin")
    if path is None:
        raise BoxLost("bubblewrap is not installed")
    return path


@dataclass(frozen=True)
class Plan:
    """What a box shows: read-only `files` (name to bytes), further read-only `binds`, and room to write in bytes."""

    files: Mapping[str, bytes]
    binds: Sequence[tuple[str, str]] = ()
    writable: int = 0


class Run:
    """One program started in a box, and what has come out of it so far."""

    def __init__(self, box: Box, reads: Mapping[int, tuple[str, int]], patience: float) -> None:
        self.box = box
        self.caps = dict(reads)
        self.data: dict[str, bytearray] = {name: bytearray() for name, _cap in reads.values()}
        self.overflow = False
        self.answer: tuple[int, ...] | None = None
        self.held: list[int] = []  # ends of pipes that stay open here until the program has ended
        self.deadline = time.monotonic() + patience

    def read(self, fd: int) -> bool:
        """Take what is there, up to the cap; return False at the end."""
        chunk = os.read(fd, 65536)
        name, cap = self.caps[fd]
        held = self.data[name]
        held += chunk[: cap + 1 - len(held)]
        if len(held) > cap and not self.overflow:
            self.overflow = True
            self.box.kill_program()
        return bool(chunk)

    def release(self) -> None:
        """Let the other ends of the program's pipes know that it is gone."""
        while self.held:
            os.close(self.held.pop())

    def outcome(self) -> Outcome:
        """Say how it ended; only after `drain`."""
        if self.answer is None:
            raise BoxLost("no answer")
        status, cpu, wall, memory, reason, ended = self.answer
        code = os.waitstatus_to_exitcode(status)
        return Outcome(
            exit_code=code if code >= 0 else None,
            signal=-code if code < 0 else None,
            cpu_ms=cpu // 1000,
            wall_ms=wall // 1000,
            memory_kb=memory,
            killed={_KILLED_CPU: "cpu", _KILLED_WALL: "wall", _KILLED_ASKED: "asked"}.get(reason, ""),
            ended_ns=ended,
            stdout=bytes(self.data.get("stdout", b"")),
            stderr=bytes(self.data.get("stderr", b"")),
            result=bytes(self.data.get("result", b"")),
            overflow=self.overflow,
        )


class Box:
    """A box that is open. Programs run in it one after another, each in a fresh process; use it in a `with`."""

    def __init__(self, plan: Plan) -> None:
        self.control, inner = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.status, status_w = os.pipe()
        self.errors = os.memfd_create("judge-errors")
        handed = [inner.detach(), status_w]
        try:
            self.process = self._spawn(self._arguments(plan, handed), handed)
        except BaseException:
            self._close_own()
            raise
        finally:
            for fd in handed:
                os.close(fd)

    def _spawn(self, arguments: list[str], handed: list[int]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self.errors,
            pass_fds=handed,
            env={"PYTHONHASHSEED": "0"},  # sets and dictionaries of texts come in one order
            cwd="/",
        )

    def _close_own(self) -> None:
        self.control.close()
        os.close(self.status)
        os.close(self.errors)

    def _arguments(self, plan: Plan, handed: list[int]) -> list[str]:
        def give(content: bytes) -> str:
            handed.append(sealed(content))
            return str(handed[-1])

        control, status = handed[0], handed[1]
        arguments = [bwrap(), "--unshare-user", "--unshare-all", "--uid", "1000", "--gid", "1000"]
        arguments += ["--cap-drop", "ALL", "--die-with-parent", "--new-session", "--as-pid-1", "--hostname", "box"]
        arguments += ["--json-status-fd", str(status), "--seccomp", give(syscalls.for_warden()), *_system()]
        arguments += ["--ro-bind", os.path.realpath(PYTHON), PYTHON]
        for source, target in plan.binds:
            arguments += ["--ro-bind", source, target]
        arguments += ["--perms", "0444", "--ro-bind-data", give(_WARDEN), "/warden.py"]
        if plan.writable:
            arguments += ["--perms", "0700", "--size", str(plan.writable), "--tmpfs", HOME]
        for path, content in plan.files.items():
            arguments += ["--perms", "0555", "--ro-bind-data", give(content), f"{PROGRAM}/{path}"]
        arguments += ["--dir", PROGRAM, "--remount-ro", "/", "--chdir", HOME if plan.writable else PROGRAM]
        return [*arguments, "--", PYTHON, "-S", "-s", "-B", "-X", "utf8", "/warden.py", str(control)]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def start(self, order: Mapping[str, Any], stdin: int, stdout: int | None, caps: Mapping[str, int]) -> Run:
        """Start a program; `caps` names the streams that are read here (stdout, stderr, result), with their bounds."""
        fds, reads, ours = [stdin], {}, []
        for name in ("stdout", "stderr", "result"):
            if name in caps:
                reader, writer = os.pipe2(os.O_CLOEXEC)
                reads[reader] = (name, caps[name])
                fds.append(writer)
                ours.append(writer)
            elif name == "stdout" and stdout is not None:
                fds.append(stdout)
        request = sealed(marshal.dumps(dict(order), 2))
        try:
            socket.send_fds(self.control, [b"!"], [request, *fds])
        except OSError as error:
            raise BoxLost(self.complaint()) from error
        finally:
            for fd in (request, *ours):
                os.close(fd)
        return Run(self, reads, order["wall_ns"] / 1e9 + _SPARE_SECONDS)

    def run(
        self, order: Mapping[str, Any], *, stdin: bytes = b"", stdout: int | None = None, caps: Mapping[str, int]
    ) -> Outcome:
        """Run a program to its end."""
        fd = sealed(stdin)
        try:
            running = self.start(order, fd, stdout, caps)
        finally:
            os.close(fd)
        drain([running])
        return running.outcome()

    def take(self, path: str, limit: int) -> bytes | None:
        """Return a file that a program made in a writable box, or None if there is no plain file or it is too large."""
        request = sealed(marshal.dumps({"do": "take", "path": path}, 2))
        try:
            socket.send_fds(self.control, [b"!"], [request])
            answer, fds, _flags, _address = socket.recv_fds(self.control, _ANSWER.size, 1)
        finally:
            os.close(request)
        if len(answer) != _ANSWER.size:
            raise BoxLost(self.complaint())
        if not fds:
            return None
        with open(fds[0], "rb") as file:
            facts = os.fstat(file.fileno())
            if not stat.S_ISREG(facts.st_mode) or facts.st_size > limit:
                return None
            return file.read(limit)

    def hear(self) -> bytes:
        """Return the warden's next words; nothing, if it is gone."""
        try:
            return self.control.recv(_ANSWER.size)
        except OSError:
            return b""

    def kill_program(self) -> None:
        """Have the warden kill what runs now."""
        try:
            self.control.send(b"k")
        except OSError as error:
            raise BoxLost(self.complaint()) from error

    def complaint(self) -> str:
        """Return what bubblewrap or the warden said before it failed."""
        said = os.pread(self.errors, 2000, 0).decode(errors="replace").strip()
        return said or "the box closed without a word"

    def close(self) -> None:
        """End the box and everything in it."""
        self.control.shutdown(socket.SHUT_RDWR)
        try:
            self.process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self.destroy()
        self._close_own()

    def destroy(self) -> None:
        """Kill process 1 of the box, not bubblewrap's outer one: with it the kernel kills all the rest."""
        os.set_blocking(self.status, False)
        try:
            said = os.read(self.status, 4096).decode()
        except BlockingIOError:
            said = ""
        for line in said.splitlines():
            child = json.loads(line).get("child-pid")
            if child and self.process.poll() is None:
                os.kill(child, signal.SIGKILL)
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def drain(runs: Sequence[Run]) -> None:
    """Read until every program has ended and its pipes are empty. Raises BoxLost when a box gives no sign."""
    poll = select.poll()
    readers = {fd: run for run in runs for fd in run.caps}
    controls = {run.box.control.fileno(): run for run in runs}
    for fd in (*readers, *controls):
        poll.register(fd, select.POLLIN)
    try:
        while readers or controls:
            _await(poll, runs, readers, controls)
    finally:
        for fd in readers:
            os.close(fd)
        for run in runs:
            run.release()


def _await(poll: select.poll, runs: Sequence[Run], readers: dict[int, Run], controls: dict[int, Run]) -> None:
    """Do one round of reading for `drain`."""
    patience = min(run.deadline for run in runs) - time.monotonic()
    ready = poll.poll(max(0, patience * 1000))
    if not ready:
        for run in runs:
            run.box.destroy()
        raise BoxLost("the box gave no sign in time")
    for fd, _event in ready:
        if fd in controls:
            answer = controls[fd].box.hear()
            if len(answer) != _ANSWER.size:
                raise BoxLost(controls[fd].box.complaint())
            run = controls.pop(fd)
            run.answer = _ANSWER.unpack(answer)
            run.release()
            poll.unregister(fd)
        elif fd in readers and not readers[fd].read(fd):
            poll.unregister(fd)
            readers.pop(fd)
            os.close(fd)
