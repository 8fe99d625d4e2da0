"""C++ by g++: C++20 and C++17, linked statically (a test then starts in half the time), headers precompiled once."""

from __future__ import annotations

import functools
import re
import shutil
import struct
import subprocess
from collections.abc import Mapping

from .. import limits as limiting
from .. import precompiled
from ..box import PROGRAM, Box, BoxLost, Outcome, Plan
from ..model import Limits, Verdict
from .base import CompileError, Executable, Fault, Language

_OVERHEAD_MB = 16
_PROGRAM_BYTES = 64 << 20
_ROOM = 256 << 20
_LIBRARIES = ("/usr/bin", "/usr/include")
_SOURCES = (".cpp", ".cc", ".cxx", ".c++")


@functools.cache
def compiler() -> str:
    """Return the path of g++. Raises BoxLost where there is none."""
    path = shutil.which("g++", path="/usr/bin")
    if path is None:
        raise BoxLost("g++ is not installed")
    return path


@functools.cache
def _linker() -> list[str]:
    """Choose gold where it is installed: it links a static program in half the time."""
    return ["-fuse-ld=gold"] if shutil.which("ld.gold", path="/usr/bin") else []


class Cpp(Language):
    """C++ of one standard."""

    extensions = (".cpp", ".cc", ".cxx", ".c++")
    main_file = "solution.cpp"

    def __init__(self, name: str, title: str, standard: str) -> None:
        self.name = name
        self.title = title
        self.standard = standard

    def flags(self) -> list[str]:
        """Return the flags that a precompiled header must share with the program."""
        return [f"-std={self.standard}", "-O2", "-DONLINE_JUDGE"]

    def version(self) -> str:
        """Return the compiler's first line."""
        text = subprocess.run([compiler(), "--version"], capture_output=True, text=True, check=True).stdout
        return text.splitlines()[0]

    def build(self, files: Mapping[str, bytes], limits: Limits, writable: int = 0) -> Executable:
        """Compile in one box and open another that holds the program and nothing to compile with."""
        named = dict(zip([self.main_file, *list(files)[1:]], files.values(), strict=True))
        binary = self._compile(named)
        order = {
            **limiting.program(limits, overhead_mb=_OVERHEAD_MB, writable=writable),
            "do": "exec",
            "argv": [f"{PROGRAM}/solution"],
        }
        return Executable(Box(Plan({"solution": binary}, writable=writable)), order, self, _static_size(binary))

    def _compile(self, files: Mapping[str, bytes]) -> bytes:
        """Return the program. Raises CompileError."""
        headers = precompiled.folder(self)
        sources = [name for name in files if name.endswith(_SOURCES)]
        argv = [compiler(), *self.flags(), "-pipe", "-static", "-s", "-fmax-errors=5", "-fdiagnostics-color=never"]
        argv += [*_linker(), "-I/headers", "-I.", *sources, "-o", "solution"]
        binds = [(path, path) for path in _LIBRARIES]
        if headers is not None:
            binds.append((str(headers), "/headers"))
            argv.append(f"/headers/{precompiled.THREADS}")
        order = {**limiting.compiler(), "do": "exec", "argv": argv, "files": dict(files)}
        with Box(Plan({}, binds=binds, writable=_ROOM)) as box:
            outcome = box.run(order, caps={"stdout": 0, "stderr": 65536})
            if outcome.exit_code != 0:
                raise _complaint(outcome)
            binary = box.take("solution", _PROGRAM_BYTES)
        if binary is None:
            raise CompileError("the program that came out is too large")
        return binary

    def fault(self, outcome: Outcome, limits: Limits, static_bytes: int) -> Fault:
        """Tell a lack of memory from other crashes."""
        text = outcome.stderr.decode(errors="replace")
        if "std::bad_alloc" in text or "std::bad_array_new_length" in text:
            return Fault(Verdict.MEMORY_LIMIT, "std::bad_alloc")
        if outcome.signal == 11 and static_bytes > limits.memory_mb << 20:
            return Fault(Verdict.MEMORY_LIMIT, "the program's own variables are larger than the memory limit")
        if outcome.signal == 11 and outcome.memory_kb > limits.memory_mb * 1024 // 2:
            return Fault(Verdict.RUN_TIME_ERROR, "segmentation fault (the stack may have overflowed)")
        thrown = re.search(r"terminate called after throwing an instance of '([^']+)'(?:\s+what\(\):\s+(.*))?", text)
        if thrown:
            return Fault(Verdict.RUN_TIME_ERROR, ": ".join(part for part in thrown.groups() if part)[:500])
        return Fault(Verdict.RUN_TIME_ERROR, _SIGNALS.get(outcome.signal or 0, f"exit code {outcome.exit_code}"))

    def self_test(self) -> tuple[str, str, str]:
        """Read, compute, throw and catch, start a thread, print."""
        return _SELF_TEST.replace("STANDARD", f"{self.standard.removeprefix('c++')}00L"), "3 4\n", "7\n"


_SELF_TEST = """#include <bits/stdc++.h>
static_assert(__cplusplus >= 20STANDARD);
int main() {
    int a, b;
    std::cin >> a >> b;
    try { throw a + b; } catch (int sum) {
        std::thread worker([sum] { std::cout << sum << std::endl; });
        worker.join();
    }
}
"""
_SIGNALS = {
    4: "illegal instruction",
    6: "aborted",
    7: "bus error",
    8: "arithmetic error, such as a division by zero",
    9: "killed",
    11: "segmentation fault",
    13: "wrote where nobody reads",
    25: "tried to write a file",
}


def _complaint(outcome: Outcome) -> CompileError:
    """Make a failed compilation plain."""
    text = outcome.stderr.decode(errors="replace")
    if outcome.killed in ("cpu", "wall"):
        return CompileError("the compiler took too long")
    if outcome.overflow:
        text += "\n…"
    first = re.search(r"^solution\.cpp:(\d+):(?:\d+:)? (?:fatal )?error", text, re.MULTILINE)
    return CompileError(text[:8192] or "the compiler stopped without a word", int(first[1]) if first else None)


def _static_size(binary: bytes) -> int:
    """Return how many bytes an ELF program asks for before it starts."""
    if len(binary) < 64 or binary[:5] != b"\x7fELF\x02":
        return 0
    offset, size, count = struct.unpack_from("<Q", binary, 32)[0], *struct.unpack_from("<HH", binary, 54)
    rows = (struct.unpack_from("<IIQQQQQQ", binary, offset + index * size) for index in range(count))
    return sum(row[6] for row in rows if row[0] == 1)
