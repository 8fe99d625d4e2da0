"""A lesson that quotes the interface says what the interface says."""

import pytest
from django.utils import translation

from config.env import BASE_DIR
from lyceum.coding.api import verdict_name
from lyceum.kit import languages

LESSON = BASE_DIR / "content/courses/first-steps-in-python/units/06-while/while-loops"


@pytest.mark.parametrize("language", languages.CODES)
def test_the_lesson_on_endless_loops_quotes_the_verdict(language: str) -> None:
    text = (LESSON / f"{language}.md").read_text()
    with translation.override(language.lower()):
        assert verdict_name("time_limit") in text
