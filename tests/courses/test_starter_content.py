"""The courses that come with Lyceum: whole in six languages, every program gets the verdict that its folder promises."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from lyceum.courses.packs.reader import read_pack
from lyceum.courses.packs.sources import read_source
from lyceum.kit import languages
from lyceum_judge.protocol import JudgeClient, load_problem, verify_problem

CONTENT = Path(settings.BASE_DIR) / "content" / "courses"
PACKS = sorted(path for path in CONTENT.iterdir() if path.is_dir())
PROBLEMS = sorted(
    file.parent
    for file in CONTENT.glob("*/units/*/*/activity.yaml")
    if yaml.safe_load(file.read_text())["kind"] == "problem"
)


@pytest.fixture(scope="session")
def judge() -> Iterator[JudgeClient]:
    with JudgeClient() as client:
        yield client


@pytest.mark.parametrize("folder", PACKS, ids=lambda path: path.name)
def test_a_course_is_whole_in_six_languages(folder: Path) -> None:
    pack = read_pack(read_source(folder))
    for unit in pack.units:
        assert set(unit.texts) == set(languages.CODES), unit.key
        for activity in unit.activities:
            assert set(activity.texts) == set(languages.CODES), activity.key


def test_the_python_course_has_what_it_promises() -> None:
    pack = read_pack(read_source(CONTENT / "first-steps-in-python"))
    kinds = [activity.kind for unit in pack.units for activity in unit.activities]
    assert len(pack.units) >= 12
    assert kinds.count("problem") >= 40


@pytest.mark.judge
@pytest.mark.parametrize("folder", PROBLEMS, ids=lambda path: f"{path.parts[-4]}/{path.name}")
def test_every_program_of_a_problem_gets_its_verdict(folder: Path, judge: JudgeClient) -> None:
    rows = verify_problem(load_problem(folder), judge)
    assert any(row.wanted not in {"", "accepted"} for row in rows), "no wrong program shows that the tests catch one"
    assert [row for row in rows if row.ok is False] == []
