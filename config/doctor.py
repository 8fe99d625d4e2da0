"""`./run doctor`: what this machine has and lacks, with the remedy."""

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from config import machine
from config.env import BASE_DIR

GOOD, BAD = "✓", "✗"


def line(is_good: bool, name: str, text: str, remedy: str = "") -> bool:
    print(f" {GOOD if is_good else BAD} {name:<22} {text}")  # noqa: T201
    if not is_good and remedy:
        print(f"   → {remedy}")  # noqa: T201
    return is_good


def packages() -> bool:
    results = []
    for need in machine.NEEDS:
        place = shutil.which(need.program)
        results.append(line(place is not None, need.package, place or need.why, machine.command_for([need])))
    return all(results)


def sandbox() -> bool:
    """Ask the judge itself: only it knows whether its box holds here."""
    answer = subprocess.run(
        [sys.executable, "-m", "lyceum_judge", "probe"], capture_output=True, text=True, check=False
    )
    try:
        facts = json.loads(answer.stdout)
    except ValueError:
        return line(
            False, "judge", answer.stderr.strip()[-200:] or "does not answer", machine.command_for(machine.NEEDS)
        )
    return line(
        bool(facts["can_grade"]),
        "judge",
        "grades in its box" if facts["can_grade"] else "refuses to grade",
        facts.get("remedy", ""),
    )


def disk(data: Path) -> bool:
    folder = data if data.exists() else BASE_DIR
    free = shutil.disk_usage(folder).free // 2**20
    return line(free > 1024, "disk", f"{free} MiB free at {folder}", "Lyceum needs about 1 GiB for itself; make room")


def memory() -> bool:
    kilobytes = int(
        next(row for row in Path("/proc/meminfo").read_text().splitlines() if row.startswith("MemAvailable")).split()[1]
    )
    return line(kilobytes > 700_000, "memory", f"{kilobytes // 1024} MiB available", "about 700 MiB should be free")


def settings() -> bool:
    chosen = {name: os.environ[name] for name in sorted(os.environ) if name.startswith("LYCEUM_") and "KEY" not in name}
    text = ", ".join(f"{name}={_without_password(value)}" for name, value in chosen.items())
    return line(True, "settings", text or "embedded: SQLite, own queue, local files")


def _without_password(value: str) -> str:
    head, at, tail = value.rpartition("@")
    return f"{head.split('://')[0]}://…@{tail}" if at and "://" in head else value


def main() -> None:
    parser = argparse.ArgumentParser(prog="./run doctor", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("LYCEUM_DATA", BASE_DIR / "data")))
    data = parser.parse_args().data
    checks = [line(True, "python", sys.version.split()[0]), packages(), sandbox(), disk(data), memory(), settings()]
    sys.exit(0 if all(checks) else 1)


if __name__ == "__main__":
    main()
