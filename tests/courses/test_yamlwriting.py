"""Changing a value in a file changes that value and nothing else."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyceum.courses.packs.errors import Errors
from lyceum.courses.packs.yamlfiles import read_yaml
from lyceum.courses.packs.yamlwriting import dump_yaml, rewrite_yaml

STARTER = Path(__file__).resolve().parents[2] / "content" / "courses"
KEYS = st.from_regex(r"[a-z][a-z0-9_-]{0,8}", fullmatch=True)
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=30)
SCALARS = (
    TEXT | st.integers(-10_000, 10_000) | st.booleans() | st.floats(allow_nan=False, allow_infinity=False, width=32)
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=14
)
FILES = st.dictionaries(KEYS, VALUES, min_size=1, max_size=5)


def read(text: str) -> Any:
    errors = Errors()
    document = read_yaml("file.yaml", text, errors)
    assert document is not None, (errors.found, text)
    return document.data


@given(FILES)
def test_what_is_written_is_read_again(value: dict[str, Any]) -> None:
    assert read(dump_yaml(value)) == value


@given(FILES, FILES)
def test_any_file_can_become_any_other(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert read(rewrite_yaml(dump_yaml(before), after)) == after


@given(FILES, st.data())
def test_one_changed_value_leaves_the_other_keys_alone(value: dict[str, Any], data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(sorted(value)))
    text = "".join(f"# about {name}\n{dump_yaml({name: child})}" for name, child in value.items())
    changed = rewrite_yaml(text, {**value, key: "something else"})
    assert read(changed) == {**value, key: "something else"}
    for name, child in value.items():
        if name != key:
            assert f"# about {name}\n{dump_yaml({name: child})}" in changed


HAND_WRITTEN = """\
# What is right.
kind: quiz   # seven kinds there are
minutes: 3
questions:
  # the first
  - {id: q1, kind: single, options: [a, b], answer: a}

  - id: q2   # by words
    kind: text
    accept: ["print", 'no']
pass: 0.5
"""


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        (lambda v: v.update(minutes=4), "minutes: 3", "minutes: 4"),
        (lambda v: v["questions"][0].update(answer="b"), "answer: a}", "answer: b}"),
        (lambda v: v["questions"][1].update(accept=["x"]), "[\"print\", 'no']", "[x]"),
        (lambda v: v["questions"].reverse(), None, None),
        (
            lambda v: v["questions"].pop(0),
            "  - {id: q1, kind: single, options: [a, b], answer: a}\n",
            "",
        ),
        (lambda v: v.update(shuffle=True), "pass: 0.5\n", "pass: 0.5\nshuffle: true\n"),
    ],
)
def test_comments_order_and_form_stay(change: Any, old: str | None, new: str | None) -> None:
    value = read(HAND_WRITTEN)
    change(value)
    result = rewrite_yaml(HAND_WRITTEN, value)
    assert read(result) == value
    if old is not None and new is not None:
        assert result == HAND_WRITTEN.replace(old, new)
    for comment in ("# What is right.", "# seven kinds there are", "# by words"):
        assert comment in result


def test_starter_courses_survive_every_single_change() -> None:
    for file in sorted((STARTER / "first-steps-in-python").rglob("*.yaml"))[::7]:
        text = file.read_text(encoding="utf-8")
        value = read(text)
        assert rewrite_yaml(text, value) == text
        for key in value:
            if isinstance(value[key], str):
                changed = rewrite_yaml(text, {**value, key: "Changed"}).splitlines()
                assert len([line for line in changed if line not in text.splitlines()]) == 1
