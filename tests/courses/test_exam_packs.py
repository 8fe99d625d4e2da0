"""Exams in packs: read, drawn from, and written in the browser."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from lyceum.authoring.models import WorkingCopy
from lyceum.authoring.services import copies
from lyceum.authoring.services.files import tree_of
from lyceum.courses import api
from lyceum.courses.packs.reader import read_pack
from lyceum.courses.quizzes.exam import draw, merged, print_of
from lyceum.people.api import Institution, Profile
from tests.authoring.conftest import actor_for, author, author_client, school  # noqa: F401  (fixtures)
from tests.authoring.forms import post_form, words
from tests.courses.exams import FINAL, with_exam
from tests.courses.factories import pack_files, replaced, write_zip
from tests.courses.test_reader import errors_of

SPEC, EN = FINAL + "activity.yaml", FINAL + "en.yaml"

BROKEN = [
    (SPEC, "minutes_allowed: 20", "minutes_allowed: 0", 3, "out_of_range"),
    (SPEC, "minutes_allowed: 20\n", "", 1, "missing_key"),
    (SPEC, "draw: {easy: 1}", "draw: {easy: 9}", 5, "pool_too_small"),
    (SPEC, "draw: {easy: 1}", "draw: {hard: 1}", 5, "pool_too_small"),
    (SPEC, "e3, pool: easy", "e3, pool: odd", 11, "pool_not_drawn"),
    (SPEC, "answer: b}", "answer: z}", 7, "answer_unknown"),
    (SPEC, "pass: 0.5", "show: never", 4, "wrong_choice"),
    (EN, "  q2: {prompt: How long?}\n", "", 3, "question_text_missing"),
]


@pytest.mark.parametrize(("path", "old", "new", "line", "code"), BROKEN)
def test_what_is_wrong_is_named_with_its_line(path: str, old: str, new: str, line: int, code: str) -> None:
    found = errors_of(replaced(with_exam(), path, old, new))
    assert (path, line, code) in found, found


@given(st.integers(0, 2**53))
def test_what_is_drawn_follows_from_the_seed(seed: int) -> None:
    data = read_pack(with_exam()).units[1].activities[1].data
    drawn = draw(data, seed)
    assert drawn == draw(data, seed)
    assert drawn[:2] == ["q1", "q2"]
    assert len(drawn) == 3
    assert len({tuple(draw(data, number)) for number in range(40)}) == 3


typed = st.dictionaries(st.sampled_from(["q1", "q2"]), st.dictionaries(st.just("q.x"), st.lists(st.text(), max_size=2)))


@given(typed, typed)
def test_a_form_that_changed_nothing_takes_nothing_back(stored: Any, shown: Any) -> None:
    signs = {key: print_of(fields) for key, fields in shown.items()}
    assert merged(stored, shown, signs) == stored
    assert merged(stored, shown, {}) == {**stored, **shown}


@pytest.fixture
def copy(author: Profile, school: Institution, tmp_path: Path) -> WorkingCopy:  # noqa: F811
    source = write_zip(tmp_path / "exam.zip", with_exam())
    return copies.import_zip(actor=actor_for(author), source=source, institution=school)


def test_an_author_changes_it_in_the_browser(author_client: Client, copy: WorkingCopy) -> None:  # noqa: F811
    url = f"/en/authoring/{copy.uuid}/steps/final/"
    before = tree_of(copy).digest
    post_form(author_client, url, do="save")
    assert tree_of(copy).digest == before, "saving what was shown changes nothing"
    sent = {"minutes_allowed": "30", "q.q1.pool": "easy", "draw": "easy = 2", "score_only": "on", "attempts": "2"}
    assert post_form(author_client, url, do="save", **sent).status_code == 302
    data = tree_of(copy).data(SPEC)
    assert (data["minutes_allowed"], data["draw"], data["show"], data["attempts"]) == (30, {"easy": 2}, "score", 2)
    assert data["questions"][0]["pool"] == "easy"
    assert data["questions"][-1]["pool"] == "easy"
    files = tree_of(copy).text_files() | {"media/square.svg": pack_files()["media/square.svg"]}
    assert api.errors_in(files) == []
    post_form(author_client, url, do="save", draw="easy = 9")
    assert "More is drawn from the pool" in words(author_client.get(url).content)
    assert "Which?" in words(author_client.get(f"/en/authoring/{copy.uuid}/preview/en/final/").content)
