"""Every program in tests/judge_cases gets the verdict that stands beside it, and leaves nothing behind."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from lyceum_judge.protocol import Checker, Job, JudgeClient, Limits, LineRule, Report, Test

from .conftest import CANARY, SECRET, descendants

pytestmark = pytest.mark.judge
ROOT = Path(__file__).parent.parent / "judge_cases"
CASES = sorted(path.parent for path in ROOT.glob("*/*/case.yaml"))


def _job(folder: Path, case: dict[str, Any]) -> Job:
    source = next(path for path in folder.iterdir() if path.stem == "solution")
    test = Test(
        id="1",
        input=case.get("input", ""),
        outputs=None if {"matches", "call"} & case.keys() else tuple(case.get("outputs", [case.get("output", "")])),
        lines=(LineRule(matches=case["matches"]),) if "matches" in case else None,
        call=case.get("call", ""),
        args=tuple(case.get("args", ())),
        returns=case.get("returns"),
    )
    return Job(
        id=folder.name,
        language=folder.parent.name,
        source=source.read_bytes().decode(errors="surrogateescape"),
        tests=(test,) * (2 if case.get("twice") else 1),
        limits=Limits(**case.get("limits", {})),
        checker=Checker(),
    )


@pytest.mark.parametrize("folder", CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_case(folder: Path, judge: JudgeClient) -> None:
    case = yaml.safe_load((folder / "case.yaml").read_text())
    if case.get("machine", os.uname().machine) != os.uname().machine:
        pytest.skip("written for another processor")
    report = judge.judge(_job(folder, case))
    wanted = case["verdict"] if isinstance(case["verdict"], list) else [case["verdict"]]
    assert report.verdict in wanted, report
    _check_details(case, report)
    assert SECRET not in str(report)
    assert not re.search("root:.*:0:0:", str(report))
    assert CANARY.read_text() == SECRET
    assert judge.pid is not None
    assert descendants(judge.pid) == []


def _check_details(case: dict[str, Any], report: Report) -> None:
    for name in ("line", "signal", "message"):
        if name in case:
            where = report if name == "line" and not report.tests else report.tests[0]
            assert getattr(where, name).__str__().endswith(str(case[name])), report


def test_the_corpus_is_large_enough() -> None:
    attacks = [folder for folder in CASES if yaml.safe_load((folder / "case.yaml").read_text())["attack"]]
    assert len(attacks) >= 60
