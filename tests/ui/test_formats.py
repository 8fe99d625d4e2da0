import re

import pytest
from django.utils import translation

from lyceum.ui import formats


@pytest.mark.parametrize(
    ("language", "size", "said"),
    [
        ("en", 1, "1 KB"),
        ("en", 999 * 1024, "999 KB"),
        ("en", 1000 * 1024, "1 MB"),
        ("en", 3_355_443, "3.2 MB"),
        ("fr", 3_355_443, "3,2 Mo"),
        ("ru", 3_355_443, "3,2 МБ"),
        ("ar", 3_355_443, "٣٫٢ ميغابايت"),
        ("zh-hans", 3_355_443, "3.2 MB"),
        ("en", 40 * 2**20, "40 MB"),
    ],
)
def test_sizes(language: str, size: int, said: str) -> None:
    with translation.override(language):
        assert re.sub(r"[\u00a0\u202f]", " ", formats.kilobytes(size)) == said, (
            "the space may be one that does not break"
        )


@pytest.mark.parametrize(
    ("language", "said"), [("en", "48,300"), ("fr", "48\u202f300"), ("ar", "٤٨٬٣٠٠"), ("zh-hans", "48,300")]
)
def test_numbers(language: str, said: str) -> None:
    with translation.override(language):
        assert formats.number(48300) == said


@pytest.mark.parametrize(
    ("language", "done", "total", "said"),
    [
        ("en", 0, 1, "0 of 1 step done"),
        ("fr", 1, 21, "Étapes faites : 1 sur 21"),
        ("es", 1, 1, "1 de 1 paso hecho"),
        ("ru", 3, 21, "Пройдено шагов: 3 из 21"),
        ("ar", 2, 3, "الخطوات المنجزة: ٢ من ٣"),
    ],
)
def test_counts_are_said_in_the_form_of_their_number(language: str, done: int, total: int, said: str) -> None:
    with translation.override(language):
        text = translation.ngettext("%(done)s of %(total)s step done", "%(done)s of %(total)s steps done", total)
        assert text % {"done": formats.number(done), "total": formats.number(total)} == said
