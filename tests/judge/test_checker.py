"""What the checker promises about outputs, lines and values."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyceum_judge.checker import PatternTooSlow, check_lines, check_outputs, check_value
from lyceum_judge.model import Checker, LineRule, Verdict

PLAIN = Checker()
STRICT = Checker(strict_space=True)
KATTIS = Checker(ignore_case=True, by_line=False)
WORDS = st.lists(st.text("abc7é你", min_size=1, max_size=5), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("got", "expected", "checker", "verdict"),
    [
        ("7", "7\n", PLAIN, "accepted"),
        ("7\r\n\n\n", "7\n", PLAIN, "accepted"),
        (" 1   2\n", "1 2\n", PLAIN, "accepted"),
        ("1\n2\n", "1 2\n", PLAIN, "presentation_error"),
        ("1\n2\n", "1 2\n", KATTIS, "accepted"),
        ("1  2\n", "1 2\n", STRICT, "presentation_error"),
        ("1 2", "1 2\n", STRICT, "presentation_error"),
        ("1 2\n", "1 2\n", STRICT, "accepted"),
        ("Yes", "yes", PLAIN, "wrong_answer"),
        ("Yes", "yes", Checker(ignore_case=True), "accepted"),
        ("1.0000001", "1", PLAIN, "wrong_answer"),
        ("1.0000001", "1", Checker(float_tolerance=1e-6), "accepted"),
        ("1e2", "100", Checker(float_tolerance=1e-6), "accepted"),
        ("1000001", "1000000", Checker(float_relative=1e-5), "accepted"),
        ("1000001", "1000000", Checker(float_absolute=1e-5), "wrong_answer"),
        ("nan", "1", Checker(float_tolerance=1e9), "wrong_answer"),
        ("inf", "1", Checker(float_tolerance=1e9), "wrong_answer"),
        ("1_0", "10", Checker(float_tolerance=1e-6), "wrong_answer"),
        ("٣", "3", Checker(float_tolerance=1e-6), "wrong_answer"),
        ("", "7", PLAIN, "wrong_answer"),
        ("7 8", "7", PLAIN, "wrong_answer"),
        ("", "", PLAIN, "accepted"),
    ],
)
def test_outputs(got: str, expected: str, checker: Checker, verdict: str) -> None:
    assert check_outputs(got, [expected], checker).verdict == verdict


def test_any_accepted_output_will_do() -> None:
    assert check_outputs("b a", ["a b", "b a"], PLAIN).verdict is Verdict.ACCEPTED
    assert check_outputs("b\na", ["a b", "b a"], PLAIN).verdict is Verdict.PRESENTATION_ERROR
    assert check_outputs("c", ["a", "b"], PLAIN).message == "line 1: expected a, got c"


def test_the_message_names_the_line_that_differs() -> None:
    assert check_outputs("1\n2\n4\n", ["1\n2\n3\n"], PLAIN).message == "line 3: expected 3, got 4"
    assert check_outputs("1\n", ["1\n2\n"], PLAIN).message == "the output stops before 2"
    assert check_outputs("", ["2\n"], PLAIN).message == "nothing was printed"


@given(WORDS)
def test_an_output_equals_itself_under_every_checker(words: list[str]) -> None:
    text = " ".join(words) + "\n"
    for checker in (PLAIN, STRICT, KATTIS, Checker(float_tolerance=1e-9)):
        assert check_outputs(text, [text], checker).verdict is Verdict.ACCEPTED


@given(WORDS, st.lists(st.sampled_from([" ", "  ", "\t", "\n", "\r\n"]), min_size=8, max_size=8))
def test_white_space_alone_never_makes_a_wrong_answer(words: list[str], gaps: list[str]) -> None:
    spread = "".join(word + gap for word, gap in zip(words, gaps, strict=False))
    assert check_outputs(spread, [" ".join(words)], PLAIN).verdict is not Verdict.WRONG_ANSWER
    assert check_outputs(spread, [" ".join(words)], KATTIS).verdict is Verdict.ACCEPTED


@given(WORDS, WORDS)
def test_other_words_are_never_accepted(words: list[str], others: list[str]) -> None:
    verdict = check_outputs(" ".join(words), [" ".join(others)], PLAIN).verdict
    assert (verdict is Verdict.ACCEPTED) == (words == others)


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_output_breaks_the_checker(got: str, expected: str) -> None:
    for checker in (PLAIN, STRICT, KATTIS, Checker(float_tolerance=1e-6)):
        assert check_outputs(got, [expected], checker).verdict in Verdict


@given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_every_way_to_write_a_float_is_accepted(value: float) -> None:
    checker = Checker(float_tolerance=1e-6)
    for text in (repr(value), f"{value:.12e}", f"{value:+.9f}"):
        assert check_outputs(text, [repr(value)], checker).verdict is Verdict.ACCEPTED


RULES = [LineRule(equals="Hello, Ada!"), LineRule(contains="welcome"), LineRule(matches=r"^\d+$")]


@pytest.mark.parametrize(
    ("got", "verdict", "message"),
    [
        ("Hello, Ada!\nyou are welcome\n42\n\n", "accepted", ""),
        ("Hello,  Ada!\nwelcome\n0", "accepted", ""),
        ("Hello, Bob!\nwelcome\n42", "wrong_answer", "line 1: expected Hello, Ada!, got Hello, Bob!"),
        ("Hello, Ada!\nhi\n42", "wrong_answer", "line 2: expected welcome somewhere in it, got hi"),
        ("Hello, Ada!\nwelcome\nx", "wrong_answer", r"line 3: expected something of the form ^\d+$, got x"),
        ("Hello, Ada!\nwelcome\n", "wrong_answer", "3 lines are expected, 2 were printed"),
        ("Hello, Ada!\nwelcome\n4\n4", "wrong_answer", "3 lines are expected, 4 were printed"),
        ("", "wrong_answer", "3 lines are expected, 0 were printed"),
    ],
)
def test_lines(got: str, verdict: str, message: str) -> None:
    finding = check_lines(got, RULES, PLAIN)
    assert (finding.verdict, finding.message) == (verdict, message)


def test_a_pattern_that_never_ends_is_stopped() -> None:
    with pytest.raises(PatternTooSlow):
        check_lines("a" * 40 + "!", [LineRule(matches="^(a+)+$")], PLAIN)


@pytest.mark.parametrize(
    ("got", "expected", "right"),
    [
        (12, 12, True),
        (12, 12.0, True),
        (0.1 + 0.2, 0.3, True),
        (True, 1, False),
        (1, True, False),
        (True, True, True),
        (None, None, True),
        (0, None, False),
        (10**400, 10**400, True),
        (10**400, 1.5, False),
        ("a", "a", True),
        ("1", 1, False),
        ([1, [2]], [1, [2]], True),
        ([1, 2], [2, 1], False),
        ([1], [1, 2], False),
        ({"a": 1}, {"a": 1.0}, True),
        ({"a": 1}, {"b": 1}, False),
        ({}, [], False),
    ],
)
def test_values(got: object, expected: object, right: bool) -> None:
    assert check_value(got, expected, PLAIN) is right


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(JSON)
def test_a_value_equals_itself(value: object) -> None:
    assert check_value(value, value, PLAIN)


@given(JSON, JSON)
def test_values_compare_the_same_both_ways(one: object, other: object) -> None:
    exact = Checker(float_absolute=1e-9)
    assert check_value(one, other, exact) == check_value(other, one, exact)


def test_infinities_and_no_numbers() -> None:
    assert check_value(math.inf, math.inf, PLAIN)
    assert not check_value(math.inf, 1.0, PLAIN)
