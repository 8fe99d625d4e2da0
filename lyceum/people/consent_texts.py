"""The texts that guardians consent to: a folder for each edition, in it a file for each language.

`consent/2026-11/fr.md` is the text, `fr.changes.md` beside it tells what is new in that edition.
"""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

from lyceum.kit import languages


class NoSuchText(Exception):
    """There is no such edition."""


def editions() -> list[str]:
    """All editions, the oldest first; their names sort by date."""
    return sorted(folder.name for folder in _folder().iterdir() if folder.is_dir())


def current_edition() -> str:
    return editions()[-1]


def consent_text(edition: str, language: str) -> tuple[str, SafeString]:
    """The language that the text is in, which is the one asked for where it exists, and the text as HTML."""
    if edition not in editions():
        raise NoSuchText(edition)
    written = [file.stem for file in (_folder() / edition).glob("*.md") if "." not in file.stem]
    found = languages.best_of(written, language) or "en"
    return found, _html(_folder() / edition / f"{found}.md")


def changes(edition: str, language: str) -> SafeString:
    """What is new in this edition; empty for the first."""
    for code in (language, "en"):
        file = _folder() / edition / f"{code}.changes.md"
        if file.is_file():
            return _html(file)
    return SafeString()


def _folder() -> Path:
    return Path(settings.CONSENT_TEXTS)


@cache
def _html(file: Path) -> SafeString:
    # Raw HTML is off, so that a text can hold no script.
    html: str = MarkdownIt("commonmark", {"html": False}).render(file.read_text())
    return SafeString(html)
