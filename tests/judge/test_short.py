"""Reading the short form: what is right is read, what is wrong is told with its line."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyceum_judge.protocol import Checker, Limits, LineRule, PackageError, load_problem
from lyceum_judge.yaml_lines import Document

PACKAGES = Path(__file__).parent / "packages"
HEAD = "kind: problem\nminutes: 1\nskills: []\n"
TEST = "tests:\n  - {id: a, input: x, output: y}\n"


def write(folder: Path, text: str) -> Path:
    (folder / "activity.yaml").write_text(text)
    return folder


def test_a_problem_is_read_with_its_defaults(tmp_path: Path) -> None:
    problem = load_problem(write(tmp_path, HEAD + TEST))
    assert problem.languages == ("python", "cpp")
    assert problem.limits == Limits(2000, 256, 256)
    assert problem.checker == Checker()
    assert [(test.id, test.input, test.outputs, test.points) for test in problem.tests] == [("a", "x", ("y",), 1)]


def test_a_whole_problem_is_read() -> None:
    problem = load_problem(PACKAGES / "short")
    assert [test.id for test in problem.tests] == ["sample-1", "negative", "either", "pattern", "secret-1"]
    assert problem.tests[3].lines == (LineRule(matches="^10$"),)
    assert problem.tests[4].hidden
    assert problem.limits.time_ms == 500
    assert problem.starters == {"python": "# read two numbers\n"}
    assert {submission.path.split("/")[1] for submission in problem.submissions} == {
        "accepted",
        "wrong_answer",
        "run_time_error",
        "time_limit_exceeded",
        "compile_error",
    }


def test_a_function_problem_is_read() -> None:
    first = load_problem(PACKAGES / "function").tests[0]
    assert (first.call, first.args, first.returns) == ("area", (3, 4), 12)


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        (HEAD, "no_tests", 1),
        (HEAD + "colour: red\n" + TEST, "unknown_key", 4),
        (HEAD.replace("problem", "quiz") + TEST, "wrong_value", 1),
        (HEAD + "tests:\n  - {id: a, input: x}\n", "test_kind", 5),
        (HEAD + "tests:\n  - {id: a, output: x, lines: []}\n", "test_kind", 5),
        (HEAD + "tests:\n  - {id: a, call: f}\n", "test_kind", 5),
        (HEAD + "tests:\n  - {id: a, output: x, args: [1]}\n", "test_kind", 5),
        (HEAD + "tests:\n  - {id: a, output: 7}\n", "wrong_type", 5),
        (HEAD + "tests:\n  - {id: a, output: x}\n  - {id: a, output: x}\n", "test_twice", 6),
        (HEAD + "tests:\n  - {id: a, output: x}\n  - {id: b, sample: true, output: x}\n", "sample_order", 6),
        (HEAD + "tests:\n  - {id: a, lines: [{equals: x, contains: y}]}\n", "line_rule", 5),
        (HEAD + "tests:\n  - id: a\n    lines:\n      - {matches: '('}\n", "pattern", 7),
        (HEAD + "tests:\n  - {id: a, call: f, args: [1], returns: 2}\n", "call_language", None),
        (HEAD + "limits: {time_ms: 0}\n" + TEST, "range", 4),
        (HEAD + "limits: {time_ms: soon}\n" + TEST, "wrong_type", 4),
        (HEAD + "limits: {memory_mb: .nan}\n" + TEST, "range", 4),
        (HEAD + "languages: [python, cobol]\n" + TEST, "wrong_value", 4),
        (HEAD + "checker: {ignore_case: perhaps}\n" + TEST, "wrong_type", 4),
        (HEAD + "tests: {a: b}\n", "wrong_type", 4),
        (HEAD + "a: &x [1]\n" + TEST, "yaml_alias", 4),
        (HEAD + "a: *x\n" + TEST, "yaml_alias", 4),
        (HEAD + "a: " + "[" * 100 + "]" * 100 + "\n", "yaml_deep", 4),
        (HEAD + "minutes: 2\n" + TEST, "yaml_twice", 4),
        (HEAD + "a: !!python/object/apply:os.system [id]\n", "yaml_tag", 4),
        (HEAD + "? [a, b]\n: c\n", "wrong_type", 4),
        (HEAD + "a: [\n", "yaml", 5),
        ("[]\n", "wrong_type", 1),
        ("", "wrong_type", None),
        ("kind: problem\n\x00", "yaml", None),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, text: str, key: str, line: int | None) -> None:
    with pytest.raises(PackageError) as caught:
        load_problem(write(tmp_path, text))
    assert caught.value.message_key == key
    assert caught.value.path.endswith("activity.yaml")
    if line is not None:
        assert caught.value.line == line
    assert caught.value.message in str(caught.value)


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    write(tmp_path, HEAD + TEST)
    (tmp_path / "submissions" / "accepted").mkdir(parents=True)
    (tmp_path / "submissions" / "accepted" / "a.py").symlink_to("/etc/passwd")
    with pytest.raises(PackageError) as caught:
        load_problem(tmp_path)
    assert caught.value.message_key == "link"


def test_a_folder_with_no_known_expectation_is_refused(tmp_path: Path) -> None:
    write(tmp_path, HEAD + TEST)
    (tmp_path / "submissions" / "perfect").mkdir(parents=True)
    with pytest.raises(PackageError) as caught:
        load_problem(tmp_path)
    assert caught.value.message_key == "wrong_value"


def test_an_empty_folder_is_no_problem(tmp_path: Path) -> None:
    with pytest.raises(PackageError) as caught:
        load_problem(tmp_path)
    assert caught.value.message_key == "missing"


@given(st.binary(max_size=300) | st.text("ab:-[]{}&*!|>#'\"\n ,0?%@", max_size=200).map(str.encode))
def test_no_bytes_break_the_reader(text: bytes) -> None:
    with contextlib.suppress(PackageError):
        Document("x.yaml", text).line(())


SCALAR = st.integers(-(10**6), 10**6) | st.booleans() | st.text("abc é", min_size=1, max_size=6) | st.none()


@given(st.recursive(SCALAR, lambda inner: st.lists(inner, max_size=3), max_leaves=6))
def test_what_yaml_writes_is_read_back(value: object) -> None:
    import yaml

    text = yaml.safe_dump({"value": value}, allow_unicode=True)
    if "&" not in text:
        assert Document("x.yaml", text.encode()).data == {"value": value}
