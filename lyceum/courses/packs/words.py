"""Our own words inside an author's text. They are put in when the page is made, in the language of the text."""

import re
from functools import cache

from django.utils import translation
from django.utils.translation import pgettext_lazy

from lyceum.ui.formats import kilobytes

CALLOUTS = {
    "NOTE": pgettext_lazy("callout", "Note"),
    "TIP": pgettext_lazy("callout", "Tip"),
    "TRY": pgettext_lazy("callout", "Try it"),
    "WARNING": pgettext_lazy("callout", "Take care"),
    "REMEMBER": pgettext_lazy("callout", "Remember"),
}
WORDS = {**CALLOUTS, "TRANSCRIPT": pgettext_lazy("of a sound", "In words")}
# Authors cannot write comments, so each of these is ours.
MARK = re.compile(r"<!--(?:word:([A-Z]+)|size:(\d+))-->")


def word_mark(name: str) -> str:
    return f"<!--word:{name}-->"


def size_mark(size: int) -> str:
    return f"<!--size:{size}-->"


def fill_words(html: str, language: str) -> str:
    """Put our words into stored HTML whose language is `language`, a BCP 47 code."""
    return MARK.sub(lambda mark: _word(mark[1] or "", int(mark[2] or 0), language), html)


@cache
def _word(name: str, size: int, language: str) -> str:
    with translation.override(language.lower()):
        return str(WORDS[name]) if name else kilobytes(size)
