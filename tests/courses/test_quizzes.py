"""Grading: what is right gets all points, nothing gets more, and order, language and repeats do not matter."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyceum.courses.packs.reader import read_pack
from lyceum.courses.quizzes import KINDS, Question, Quiz, Unreadable
from tests.courses.factories import QUIZ, RIGHT, changed, pack_files


def as_posted(values: dict[str, Any]) -> dict[str, list[str]]:
    return {key: value if isinstance(value, list) else [value] for key, value in values.items()}


def the_quiz(language: str = "en") -> Quiz:
    check = read_pack(pack_files()).units[0].activities[1]
    return Quiz(check.data, check.texts["en"].data, language)


QUIZ_ = the_quiz()
POSTED = as_posted(RIGHT)


def share(question: str, values: dict[str, Any], language: str = "en") -> float:
    asked = the_quiz(language).questions[question] if language != "en" else QUIZ_.questions[question]
    return asked.grade(asked.read(as_posted(values))).points


def test_every_kind_is_in_the_registry_and_in_the_usual_quiz() -> None:
    assert {spec["kind"] for spec in QUIZ_.data["questions"]} == set(KINDS)


def test_all_right_is_all_points() -> None:
    reading = QUIZ_.read(POSTED)
    assert (reading.unreadable, reading.unanswered) == ({}, [])
    result = QUIZ_.grade(reading.answers)
    assert (result.score, result.max, result.passed) == (7, 7, True)
    assert all(mark.right for mark in result.marks.values())


def test_nothing_is_no_points() -> None:
    reading = QUIZ_.read({})
    assert reading.unanswered == [f"q{number}" for number in range(1, 8)]
    assert QUIZ_.grade({}).score == 0


@pytest.mark.parametrize(
    ("question", "values", "points"),
    [
        ("q1", {"q.q1": "a"}, 0),
        ("q2", {"q.q2": ["a"]}, 0.5),
        ("q2", {"q.q2": ["a", "b"]}, 0),
        ("q2", {"q.q2": ["a", "b", "c", "d"]}, 0),
        ("q3", {"q.q3": "750 cm"}, 1),
        ("q3", {"q.q3": "7.51"}, 1),
        ("q3", {"q.q3": "7.52"}, 0),
        ("q3", {"q.q3": "٧٫٥"}, 1),
        ("q4", {"q.q4": " PRINT() "}, 1),
        ("q4", {"q.q4": "print it"}, 1),
        ("q4", {"q.q4": "prin"}, 0),
        ("q5", {"q.q5.a": "3", "q.q5.b": "1", "q.q5.c": "2"}, 0.5),
        ("q5", {"q.q5.a": "3", "q.q5.b": "2", "q.q5.c": "1"}, 0),
        ("q6", {"q.q6.a": "x", "q.q6.b": "z"}, 0.5),
        ("q6", {"q.q6.a": "x"}, 0.5),
        ("q7", {"q.q7.one": "len", "q.q7.two": "`"}, 0.5),
        ("q7", {"q.q7.one": "LEN", "q.q7.two": "’"}, 0.5),
    ],
)
def test_part_of_it_right_is_part_of_the_points(question: str, values: dict[str, Any], points: float) -> None:
    assert share(question, values) == pytest.approx(points)


def test_the_readers_language_decides_what_a_comma_is() -> None:
    assert share("q3", {"q.q3": "7,500"}, "fr") == 1
    assert share("q3", {"q.q3": "7,500"}, "en") == 0


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("q3", {"q.q3": "seven"}),
        ("q3", {"q.q3": "7.5 miles"}),
        ("q3", {"q.q3": "7" * 300}),
        ("q4", {"q.q4": "x" * 300}),
        ("q5", {"q.q5.a": "1", "q.q5.b": "1", "q.q5.c": "2"}),
        ("q5", {"q.q5.a": "1"}),
        ("q5", {"q.q5.a": "one", "q.q5.b": "2", "q.q5.c": "3"}),
    ],
)
def test_what_cannot_be_read_is_said_and_not_marked(question: str, values: dict[str, Any]) -> None:
    with pytest.raises(Unreadable, match=r"\w"):
        QUIZ_.questions[question].read(as_posted(values))


def test_options_that_do_not_exist_are_no_answer() -> None:
    assert QUIZ_.questions["q1"].read({"q.q1": ["<script>"]}) is None
    assert QUIZ_.questions["q2"].read({"q.q2": ["x", "y"]}) is None
    assert QUIZ_.questions["q6"].read({"q.q6.a": ["nonsense"]}) is None


def test_feedback_is_that_of_the_chosen_option_and_of_the_outcome() -> None:
    question = QUIZ_.questions["q1"]
    assert question.grade("b").said == ("Yes, the second.", "Well read.")
    assert question.grade("a").said == ("Not the first.", "Read again.")
    assert question.grade(None).said == ("Read again.",)


def fields(question: Question) -> list[str]:
    """The names of all the fields of a question's form."""
    spec = question.spec
    parts = spec.get("items") or list(spec.get("pairs", {})) or list(spec.get("blanks", {}))
    return [f"{question.name}.{part}" for part in parts] or [question.name]


VALUES = st.one_of(
    st.sampled_from(["a", "b", "c", "d", "x", "y", "z", "1", "2", "3", "7,5 m", "print", "len", "'", "`", ""]),
    st.text(max_size=12),
)


@given(st.data())
def test_marks_stay_between_nothing_and_all(data: st.DataObject) -> None:
    names = [name for question in QUIZ_.questions.values() for name in fields(question)]
    posted = data.draw(st.dictionaries(st.sampled_from(names), st.lists(VALUES, max_size=5)))
    answers = json.loads(json.dumps(QUIZ_.read(posted).answers))
    result = QUIZ_.grade(answers)
    for mark in result.marks.values():
        assert 0 <= mark.points <= mark.max
        assert mark.right == (mark.points == mark.max)
    assert 0 <= result.score <= result.max


@given(st.data())
def test_a_form_filled_again_reads_the_same(data: st.DataObject) -> None:
    names = [name for question in QUIZ_.questions.values() for name in fields(question)]
    posted = data.draw(st.dictionaries(st.sampled_from(names), st.lists(VALUES, max_size=3)))
    answers = QUIZ_.read(posted).answers
    assert QUIZ_.read(QUIZ_.typed(answers)).answers == answers


@given(st.permutations(["a", "b", "c"]))
def test_only_the_right_order_is_right(order: list[str]) -> None:
    mark = QUIZ_.questions["q5"].grade(order)
    assert mark.right == (order == ["a", "b", "c"])


@given(st.integers(min_value=0, max_value=2**53))
def test_shuffling_keeps_every_option_and_never_gives_the_order_away(seed: int) -> None:
    for question in QUIZ_.questions.values():
        view = question.show({}, seed, solved=False)
        assert view == question.show({}, seed, solved=False)
        if "options" in view:
            assert sorted(option["id"] for option in view["options"]) == sorted(question.spec["options"])
            assert not any(option["right"] for option in view["options"])
        if question.kind == "order":
            assert [row["name"][-1] for row in view["rows"]] != ["a", "b", "c"]
            assert view["right"] == []


def test_the_right_answers_are_shown_only_when_solved() -> None:
    shown = {key: question.show({}, 1, solved=True) for key, question in QUIZ_.questions.items()}
    assert [option["id"] for option in shown["q1"]["options"] if option["right"]] == ["b"]
    assert shown["q3"]["right"] == "7.5 m"
    assert [line["html"] for line in shown["q5"]["right"]] == ["A", "B", "C"]
    assert [row["right"] for row in shown["q6"]["rows"]] == ["the x", "the y"]
    hidden = json.dumps(QUIZ_.questions["q3"].show({}, 1, solved=False))
    assert "7.5" not in hidden


def test_thirds_add_up_to_a_pass() -> None:
    spec = {"id": "g", "kind": "fill", "blanks": {name: {"accept": ["x"]} for name in "abc"}}
    text = {"questions": {"g": {"prompt": "", "text": "{{a}}{{b}}{{c}}"}}}
    quiz = Quiz({"pass": 1, "questions": [spec]}, text, "en")
    assert quiz.grade({"g": {"a": "x", "b": "x", "c": "x"}}).passed
    assert not quiz.grade({"g": {"a": "x", "b": "x", "c": ""}}).passed


def test_a_language_may_have_its_own_words_for_units_and_answers() -> None:
    words = b"title: x\nquestions:\n  q1: {prompt: p, units: {metres: m, centimetres: cm}}\n"
    spec = b"kind: quiz\nminutes: 1\nquestions:\n  - {id: q1, kind: numeric, answer: 2, unit: m, units: {cm: 0.01}}\n"
    files = changed(changed(pack_files(), QUIZ + "en.yaml", words), QUIZ + "activity.yaml", spec)
    check = read_pack(files).units[0].activities[1]
    asked = Quiz(check.data, check.texts["en"].data, "en").questions["q1"]
    for typed in ("2 metres", "200 centimetres", "200 cm", "2"):
        assert asked.grade(asked.read({"q.q1": [typed]})).right
    assert asked.show({}, 1, solved=False)["unit"] == "metres"
