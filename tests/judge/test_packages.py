"""Whole problems: good ones verify, and each broken one is refused for what is wrong with it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from lyceum_judge.command import main
from lyceum_judge.protocol import JudgeClient, PackageError, load_problem, verify_problem

pytestmark = pytest.mark.judge
PACKAGES = Path(__file__).parent / "packages"
ENDLESS_PASSES = "import sys\nopen(sys.argv[3] + 'nextpass.in', 'w').write('decode x')\nsys.exit(42)\n"
GOOD = sorted(path.name for path in PACKAGES.iterdir())


@pytest.mark.parametrize("name", GOOD)
def test_a_good_package_verifies(name: str, judge: JudgeClient) -> None:
    rows = verify_problem(load_problem(PACKAGES / name), judge)
    assert any(row.ok for row in rows)
    assert [row for row in rows if row.ok is False] == []


def broken(name: str, tmp_path: Path) -> Path:
    target = tmp_path / name
    shutil.copytree(PACKAGES / name, target)
    return target


@pytest.mark.parametrize(
    ("name", "file", "text", "what"),
    [
        ("halves", "data/secret/3.in", "007\n", "input_validators/check.py"),
        ("halves", "data/secret/1-zero.ans", "5\n", "submissions/accepted/exponent.cpp"),
        ("halves", "submissions/wrong_answer/right.py", "print(int(input()) / 2)\n", "submissions/wrong_answer/right.py"),
        ("halves", "submissions/accepted/typo.cpp", "int main( {}\n", "submissions/accepted/typo.cpp"),
        ("halves", "input_validators/check.py", "raise SystemExit(0)\n", "input_validators/check.py"),
        ("factors", "output_validators/product/validate.cc", "int main() {}\n", "submissions/accepted/down.cpp"),
        ("factors", "output_validators/product/validate.cc", "typo\n", "submissions/accepted/down.cpp"),
        ("guess", "output_validators/talk.py", "raise SystemExit(42)\n", "submissions/wrong_answer/leaves.py"),
        ("stairs", "data/invalid_input/fine.in", "5\n", "data/invalid_input/fine.in"),
        ("stairs", "submissions/accepted/partial.py", "print(6)\n", "submissions/accepted/partial.py"),
        ("short", "submissions/accepted/wrong.py", "print(7)\n", "submissions/accepted/wrong.py"),
        ("relay", "output_validator/check.py", ENDLESS_PASSES, "submissions/accepted/turn.py"),
    ],
)  # fmt: skip
def test_a_package_at_odds_with_itself_does_not_verify(
    name: str, file: str, text: str, what: str, tmp_path: Path, judge: JudgeClient
) -> None:
    folder = broken(name, tmp_path)
    (folder / file).write_text(text)
    if file.endswith("3.in"):
        (folder / file).with_suffix(".ans").write_text("3.5\n")
    rows = verify_problem(load_problem(folder), judge)
    assert what in [row.what for row in rows if row.ok is False]


@pytest.mark.parametrize(
    ("name", "file", "text", "key"),
    [
        ("halves", "problem.yaml", "problem_format_version: 1999\n", "wrong_value"),
        ("halves", "problem.yaml", "validation: magic\n", "wrong_value"),
        ("halves", "problem.yaml", "validation: custom\n", "missing"),
        ("halves", "problem.yaml", "validator_flags: float_tolerance much\n", "flags"),
        ("halves", "problem.yaml", "validator_flags: sideways\n", "flags"),
        ("halves", "problem.yaml", "validator_flags: '\"'\n", "flags"),
        ("halves", "problem.yaml", "limits: {memory: -1}\n", "range"),
        ("halves", "problem.yaml", "limits: [\n", "yaml"),
        ("halves", ".timelimit", "soon\n", "wrong_type"),
        ("halves", "data/secret/9.in", "1\n", "no_answer"),
        ("factors", "output_validators/second.py", "pass\n", "validator_count"),
        ("factors", "output_validators/product/build", "make\n", "unsupported"),
        ("scores", "data/secret/testdata.yaml", "on_reject: perhaps\n", "wrong_value"),
        ("scores", "data/secret/testdata.yaml", "grading: custom\n", "unsupported"),
        ("scores", "data/secret/testdata.yaml", "grader_flags: median\n", "unsupported"),
        ("scores", "data/secret/testdata.yaml", "colour: red\n", "unknown_key"),
        ("stairs", "problem.yaml", "problem_format_version: 2023-07\ntype: submit-answer\n", "unsupported"),
        ("stairs", "data/secret/test_group.yaml", "scoring: {aggregation: median}\n", "wrong_value"),
        ("stairs", "data/secret/test_group.yaml", "scoring: {score: unbounded}\n", "unsupported"),
        ("stairs", "data/secret/test_group.yaml", "static_validation: true\n", "unsupported"),
        ("stairs", "submissions/submissions.yaml", "accepted: {permitted: [OK]}\n", "wrong_value"),
        ("stairs", "submissions/submissions.yaml", "'*.py': {permitted: [AC]}\n", "unsupported"),
    ],
)
def test_a_broken_package_is_refused(name: str, file: str, text: str, key: str, tmp_path: Path) -> None:
    folder = broken(name, tmp_path)
    (folder / file).write_text(text)
    with pytest.raises(PackageError) as caught:
        load_problem(folder)
    assert caught.value.message_key == key


def test_a_package_without_tests_is_refused(tmp_path: Path) -> None:
    folder = broken("halves", tmp_path)
    shutil.rmtree(folder / "data")
    with pytest.raises(PackageError, match="no tests"):
        load_problem(folder)


def test_a_package_without_a_right_program_does_not_verify(tmp_path: Path, judge: JudgeClient) -> None:
    folder = broken("short", tmp_path)
    shutil.rmtree(folder / "submissions" / "accepted")
    rows = verify_problem(load_problem(folder), judge)
    assert [row.wanted for row in rows if row.what == "submissions/accepted"] == ["one in Python 3", "one in C++20"]


def test_a_package_inside_an_activity_is_read(tmp_path: Path) -> None:
    shutil.copytree(PACKAGES / "halves", tmp_path / "package")
    (tmp_path / "activity.yaml").write_text("kind: problem\nminutes: 5\nskills: []\nlanguages: [cpp]\n")
    problem = load_problem(tmp_path)
    assert (problem.kind, problem.languages, problem.title) == ("kattis", ("cpp",), "Halves")


def test_points_of_the_new_form_are_shared_out() -> None:
    problem = load_problem(PACKAGES / "stairs")
    groups = {group.name: group for group in problem.groups}
    assert groups["secret/group1"].accept_score == 40
    assert groups["secret/group2"].requires == ("sample", "secret/group1")
    assert problem.time_given


def test_a_time_limit_that_is_not_given_follows_from_the_accepted_programs(judge: JudgeClient) -> None:
    problem = replace(load_problem(PACKAGES / "factors"), submissions=())
    assert not problem.time_given
    rows = verify_problem(problem, judge)
    assert [row.got for row in rows if row.what == "time limit"] == ["1 s"]


def test_the_command_prints_a_table_and_fails_for_a_bad_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = broken("function", tmp_path)
    assert main(["verify", str(folder)]) == 0
    assert "1 of 1 problems hold" in capsys.readouterr().out
    (folder / "submissions/accepted/area.py").write_text("def area(a, b):\n    return 0\n")
    assert main(["verify", str(folder), str(tmp_path / "absent")]) == 1
    said = capsys.readouterr().out
    assert "FAIL  submissions/accepted/area.py" in said
    assert "0 of 2 problems hold" in said
