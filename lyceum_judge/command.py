"""The command `lyceum-judge`: serve, probe, run, verify."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from .client import JudgeClient, JudgeRefuses
from .languages import by_extension
from .loading import load_problem
from .model import Job, Limits, Test
from .package import PackageError
from .verify import Row, verify_problem

_MARKS = {True: "ok  ", False: "FAIL", None: "note"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments say; return the exit status: 0 well, 1 a failed check, 2 no sandbox."""
    chosen = _parser().parse_args(arguments)
    try:
        return int(chosen.action(chosen))
    except JudgeRefuses as refusal:
        _complain(f"Nothing is run without a sandbox: {refusal.reason}\n{refusal.remedy}\n")
        return 2


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _complain(text: str) -> None:
    sys.stderr.write(text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lyceum-judge", description="Runs untrusted programs and grades them.")
    commands = parser.add_subparsers(required=True)
    serving = commands.add_parser("serve", help="answer jobs, one a line of JSON, from standard input")
    serving.add_argument("--parent", type=int, help="the process to die with")
    serving.set_defaults(action=_serve)
    probing = commands.add_parser("probe", help="say what this machine has, and whether it can grade")
    probing.set_defaults(action=_probe)
    running = commands.add_parser("run", help="run one program on standard input, in the sandbox")
    running.add_argument("source", type=Path)
    running.add_argument("--time-ms", type=int, default=Limits().time_ms)
    running.add_argument("--memory-mb", type=int, default=Limits().memory_mb)
    running.set_defaults(action=_run)
    verifying = commands.add_parser("verify", help="hold problems against their own submissions")
    verifying.add_argument("folders", type=Path, nargs="+", metavar="DIR")
    verifying.set_defaults(action=_verify)
    return parser


def _serve(chosen: argparse.Namespace) -> int:
    from .serve import serve  # it is a process of its own that needs this

    serve(chosen.parent)
    return 0


def _probe(_chosen: argparse.Namespace) -> int:
    with JudgeClient() as client:
        found = client.probe()
    _say(json.dumps(found, indent=2, ensure_ascii=False) + "\n")
    return 0 if found["can_grade"] else 2


def _run(chosen: argparse.Namespace) -> int:
    language = by_extension(chosen.source.name)
    if language is None:
        _complain(f"{chosen.source}: no language here has this file's ending\n")
        return 1
    limits = Limits(chosen.time_ms, chosen.memory_mb)
    given = Test("own", sys.stdin.read())
    source = chosen.source.read_text(errors="surrogateescape")
    with JudgeClient() as client:
        report = client.judge(Job("run", language.name, source, (given,), limits, mode="run"))
    _complain(report.compile_output)
    for test in report.tests:
        _say(test.output)
        _complain(test.stderr)
        _complain(f"{test.verdict}: {test.cpu_ms} ms, {test.memory_kb} KB {test.message}".rstrip() + "\n")
    return 0 if report.verdict == "ran" else 1


def _verify(chosen: argparse.Namespace) -> int:
    failed = 0
    with JudgeClient() as client:
        for folder in chosen.folders:
            failed += not _verify_one(folder, client)
    _say(f"{len(chosen.folders) - failed} of {len(chosen.folders)} problems hold\n")
    return 1 if failed else 0


def _verify_one(folder: Path, client: JudgeClient) -> bool:
    _say(f"\n{folder}\n")
    try:
        problem = load_problem(folder)
    except PackageError as error:
        _say(f"  FAIL  {error}\n")
        return False
    rows = verify_problem(problem, client, _print)
    return all(row.ok is not False for row in rows)


def _print(row: Row) -> None:
    _say(f"  {_MARKS[row.ok]}  {row.what:<44} {row.wanted:<24} {row.cpu_ms:>6} ms  {row.got}\n")
