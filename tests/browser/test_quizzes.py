"""Lines of a program in a question: their indentation can be seen."""

import pytest

from tests.browser.conftest import Watched

QUIZ = "courses/first-steps-in-python/check-while/"
LEFT_EDGES = """() => [...document.querySelectorAll('.option code')].map((code) => {
    const text = code.firstChild, row = code.closest('.option').getBoundingClientRect(), range = document.createRange();
    range.setStart(text, text.data.search(/\\S/));
    range.setEnd(text, text.data.length);
    return [text.data.trim(), range.getBoundingClientRect().left - row.left];
})"""


@pytest.mark.parametrize("language", ["en", "ar"])
def test_lines_to_put_in_order_keep_their_indentation(language: str, watched: Watched) -> None:
    page = watched.page(360)
    page.goto(f"/{language}/{QUIZ}")
    edges = dict(page.evaluate(LEFT_EDGES))
    assert edges["print(n)"] - edges["while n <= 3:"] > 20
    assert edges["n = n + 1"] == pytest.approx(edges["print(n)"], abs=1)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
