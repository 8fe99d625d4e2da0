"""Opens the text files of a pack and hands out what they hold, with errors collected on the way."""

import re
from dataclasses import dataclass

from lyceum.courses.packs.errors import Errors
from lyceum.courses.packs.schemas import fits
from lyceum.courses.packs.sources import Files
from lyceum.courses.packs.yamlfiles import Document, read_yaml
from lyceum.kit import languages

FRONT = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.S | re.M)


@dataclass(frozen=True)
class Page:
    """A Markdown file: the values at its head, and the text that begins on `body_line`."""

    head: Document
    body: str
    body_line: int


class TextFiles:
    """The files of a pack as text; remembers which were asked for, so that the rest can be reported."""

    def __init__(self, files: Files, errors: Errors) -> None:
        self.files, self.errors = files, errors
        self.known: set[str] = set()

    def text(self, path: str, *, required: bool = True) -> str | None:
        """The text with plain line ends, None if there is none (an error when `required`)."""
        self.known.add(path)
        if path not in self.files:
            if required:
                self.errors.add(path, 0, "missing_file")
            return None
        try:
            return self.files[path].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            self.errors.add(path, self.files[path][: error.start].count(b"\n") + 1, "not_utf8")
            return None

    def values(self, path: str, schema: str) -> Document | None:
        """The values of a YAML file that fits its schema, or None with errors added."""
        document = self.any_values(path)
        return document if document is not None and fits(document, schema, self.errors) else None

    def any_values(self, path: str) -> Document | None:
        text = self.text(path)
        return None if text is None else read_yaml(path, text, self.errors)

    def page(self, path: str, schema: str) -> Page | None:
        """A Markdown file whose head fits the schema, or None with errors added."""
        text = self.text(path)
        if text is None:
            return None
        front = FRONT.match(text)
        if front is None:
            self.errors.add(path, 1, "no_front_matter")
            return None
        head = read_yaml(path, front[1], self.errors, first_line=2)
        if head is None or not fits(head, schema, self.errors):
            return None
        return Page(head, text[front.end() :], text[: front.end()].count("\n") + 1)

    def languages_of(self, folder: str, prefix: str, suffix: str, allowed: list[str], source: str) -> list[str]:
        """The languages in which `folder` has a text; the source language must be one of them."""
        found = [code for code in languages.CODES if f"{folder}{prefix}{code}{suffix}" in self.files]
        for code in found:
            if code not in allowed:
                self.known.add(f"{folder}{prefix}{code}{suffix}")
                self.errors.add(f"{folder}{prefix}{code}{suffix}", 0, "language_not_listed", language=code)
        if source not in found:
            self.errors.add(f"{folder}{prefix}{source}{suffix}", 0, "missing_source_text", language=source)
        return [code for code in found if code in allowed]
