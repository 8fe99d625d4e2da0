"""Start from nothing, second start, and memory of all processes at idle.

    python -m bench.start

"From nothing" is a copy of the checkout without virtual environment, build or data; packages come from wherever the machine gets them.
"""

import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from bench.measuring import table
from tests.installation import ROOT, free_port


def answer_after(checkout: Path, port: int) -> tuple[float, subprocess.Popen[bytes]]:
    """Seconds from the command to the first answered page."""
    started = time.perf_counter()
    with (checkout / "log").open("ab") as log:
        process = subprocess.Popen([str(checkout / "run"), "--port", str(port)], cwd=checkout, stdout=log, stderr=log)
    while process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/en/", timeout=5):
                return time.perf_counter() - started, process
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
    sys.exit((checkout / "log").read_text()[-2000:])


def memory(process: psutil.Process) -> dict[str, float]:
    """Megabytes by process, shared pages counted once (PSS)."""
    found: dict[str, float] = {}
    for one in [process, *process.children(recursive=True)]:
        words = " ".join(one.cmdline())
        names = {
            "gunicorn": "web",
            "granian": "live",
            "queue default": "worker",
            "queue judge": "judge",
            "lyceum_judge": "judge",
        }
        name = next((value for key, value in names.items() if key in words), "supervisor")
        found[name] = found.get(name, 0) + one.memory_full_info().pss / 2**20
    return found


def main() -> None:
    with TemporaryDirectory(prefix="lyceum-bench-") as folder:
        checkout = Path(folder) / "lyceum"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(checkout)], check=True)
        port = free_port()
        first, process = answer_after(checkout, port)
        stop(process)
        second, process = answer_after(checkout, port)
        time.sleep(20)
        megabytes = memory(psutil.Process(process.pid))
        stop(process)
        shutil.rmtree(checkout, ignore_errors=True)
    table(["start", "s to the first page"], [["from nothing", f"{first:.1f}"], ["second", f"{second:.1f}"]])
    rows = [[name, f"{size:.0f}"] for name, size in sorted(megabytes.items())]
    table(["process at idle", "MB (PSS)"], [*rows, ["all", f"{sum(megabytes.values()):.0f}"]])


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait(60)


if __name__ == "__main__":
    main()
