"""Numbers and words as people of six languages type them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyceum.courses.quizzes.written import NotANumber, number_and_unit, words
from lyceum.kit import languages

READ = [
    ("7.5", "en", "7.5", ""),
    ("7,5", "fr", "7.5", ""),
    ("7,5", "en", "7.5", ""),
    ("1,000", "en", "1000", ""),
    ("1,000", "fr", "1", ""),
    ("1.000", "en", "1", ""),
    ("1 234,5", "ru", "1234.5", ""),
    ("1\u202f234,5\u00a0m", "fr", "1234.5", "m"),
    ("1.234.567,89", "es", "1234567.89", ""),
    ("1,234,567.89", "en", "1234567.89", ""),
    ("١٢٣٫٥", "ar", "123.5", ""),
    ("١٬٠٠٠٫٥ م", "ar", "1000.5", "م"),
    ("۱۲", "ar", "12", ""),
    ("１２．５", "zh-Hans", "12.5", ""),
    ("12米", "zh-Hans", "12", "米"),
    ("−3", "en", "-3", ""),
    ("- 3 m", "en", "-3", "m"),
    ("+4", "en", "4", ""),
    (".5", "en", "0.5", ""),
    ("5.", "en", "5", ""),
    ("1e3", "en", "1000", ""),
    ("1.5 × 10^-3 kg", "en", "0.0015", "kg"),
    ("5 %", "fr", "5", "%"),
    ("5 eggs", "en", "5", "eggs"),
    ("\u200f٣\u200f", "ar", "3", ""),
]


@pytest.mark.parametrize(("text", "language", "value", "unit"), READ)
def test_numbers_are_read_as_their_writer_meant(text: str, language: str, value: str, unit: str) -> None:
    assert number_and_unit(text, language) == (Decimal(value), unit)


@pytest.mark.parametrize("text", ["", " ", "abc", "1,2,3", "1.2.3", "--3", "1 2", "1,23,456.7", "9" * 300, "m 5", "."])
def test_what_says_no_number_is_refused(text: str) -> None:
    with pytest.raises(NotANumber):
        number_and_unit(text, "en")


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3), st.sampled_from(languages.CODES))
def test_a_number_with_point_or_comma_is_itself(value: Decimal, language: str) -> None:
    text = f"{value:f}"
    assert number_and_unit(text, language)[0] == value
    if language in {"fr", "es", "ru"}:
        assert number_and_unit(text.replace(".", ","), language)[0] == value
    arabic = text.translate(str.maketrans("0123456789.", "٠١٢٣٤٥٦٧٨٩٫"))
    assert number_and_unit(arabic, language)[0] == value


@given(st.integers(min_value=1000, max_value=10**12))
def test_marks_between_thousands_are_understood(value: int) -> None:
    assert number_and_unit(f"{value:,}", "en")[0] == value
    assert number_and_unit(f"{value:,}".replace(",", " "), "fr")[0] == value
    assert number_and_unit(f"{value:,}.5".replace(",", "\u202f").replace(".", ","), "ru")[0] == value + Decimal("0.5")


@given(st.text(max_size=250), st.sampled_from(languages.CODES))
def test_any_text_is_a_number_or_is_not(text: str, language: str) -> None:
    try:
        value, _ = number_and_unit(text, language)
    except NotANumber:
        return
    assert value.is_finite()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Print", "print"),
        ("  two   words ", "two words"),
        ("كِتَابٌ", "كتاب"),
        ("كتـــاب", "كتاب"),
        ("ＡＢＣ", "abc"),
        ("“hi”", '"hi"'),
        ("it’s", "it's"),
        ("STRASSE", "straße"),
        ("a\u200bb", "ab"),
        ("\u200fكتاب", "كتاب"),
    ],
)
def test_words_that_only_look_different_are_the_same(one: str, other: str) -> None:
    assert words(one) == words(other)


def test_capitals_count_when_asked_to() -> None:
    assert words("Print", ignore_case=False) != words("print", ignore_case=False)
    assert words("print") != words("prnt")


@given(st.text(max_size=60))
def test_comparing_is_settled_after_one_step(text: str) -> None:
    assert words(words(text)) == words(text)
