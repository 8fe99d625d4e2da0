"""The command `lyceum-judge`: serve, probe, run, verify."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments say; return the exit status."""
    parser = argparse.ArgumentParser(prog="lyceum-judge", description="Runs untrusted programs and grades them.")
    commands = parser.add_subparsers(dest="command", required=True)
    serving = commands.add_parser("serve", help="answer jobs, one a line, from standard input")
    serving.add_argument("--parent", type=int, help="the process to die with")
    commands.add_parser("probe", help="say what this machine has, and whether it can grade")
    chosen = parser.parse_args(arguments)
    if chosen.command == "serve":
        return _serve(chosen.parent)
    return _probe()


def _serve(parent: int | None) -> int:
    from .serve import serve

    serve(parent)
    return 0


def _probe() -> int:
    from .client import JudgeClient

    with JudgeClient() as client:
        found = client.probe()
    print(json.dumps(found, indent=2, ensure_ascii=False))
    return 0 if found["can_grade"] else 1
