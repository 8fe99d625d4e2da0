"""A text cut into the pieces that are translated: fields of values, paragraphs of Markdown."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt

from lyceum.authoring.tree import page_of, values_of

#: Values of texts that are not language: they stay as they are in the source.
KEPT = {"code", "units", "blanks"}
_PARSER = MarkdownIt("commonmark").enable("table")


@dataclass(frozen=True)
class Segment:
    """`at` names a field (`questions.q1.prompt`), or for a block of Markdown its number (`body.3`)."""

    at: str
    source: str
    is_block: bool = False
    #: Behind the block, up to the next one: empty lines.
    after: str = ""

    @property
    def is_code(self) -> bool:
        """Nothing to translate: a program, a formula."""
        return self.is_block and self.source.startswith(("```", "~~~", "$$", "    "))


def segments_of(path: str, text: str) -> list[Segment]:
    """All segments of a file in their order; nothing for a file that holds no words."""
    if path.endswith(".md"):
        page = page_of(text)
        return [*_fields(page.head, ""), *blocks_of(page.body)]
    return _fields(values_of(text), "")


def _fields(value: Any, at: str) -> list[Segment]:
    if isinstance(value, dict):
        items = [(key, child) for key, child in value.items() if key not in KEPT]
        return [part for key, child in items for part in _fields(child, f"{at}.{key}" if at else str(key))]
    if isinstance(value, list):
        return [part for place, child in enumerate(value) for part in _fields(child, f"{at}.{place}")]
    return [Segment(at, value)] if isinstance(value, str) else []


def blocks_of(body: str) -> list[Segment]:
    """The outermost blocks of Markdown as they are written; together with `after` they are the whole text."""
    lines = body.splitlines(keepends=True)
    starts = [token.map[0] for token in _PARSER.parse(body) if token.map and token.level == 0 and token.nesting >= 0]
    starts = sorted(set(starts))
    cuts = [0, *starts[1:], len(lines)] if starts else [0, len(lines)]
    found = []
    for place, (start, end) in enumerate(pairwise(cuts)):
        text = "".join(lines[start:end])
        source = text.rstrip("\n")
        if source.strip():
            found.append(Segment(f"body.{place}", source, is_block=True, after=text[len(source) :]))
    return found


def with_fields(value: Any, texts: dict[str, str], at: str = "") -> Any:
    """The values with the texts put in at their places."""
    if isinstance(value, dict):
        return {
            key: child if key in KEPT else with_fields(child, texts, f"{at}.{key}" if at else str(key))
            for key, child in value.items()
        }
    if isinstance(value, list):
        return [with_fields(child, texts, f"{at}.{place}") for place, child in enumerate(value)]
    return texts.get(at, value) if isinstance(value, str) else value


# What must be the same in a translation: code, gaps, links and pictures, formulas.
FIXED = re.compile(r"`[^`\n]+`|\{\{[A-Za-z0-9_-]+\}\}|\]\([^)\s]+|\$[^$\n]+\$|\[![A-Z]+\]")


def lost(source: str, target: str) -> list[str]:
    """What stands in the source and must stand in its translation too, but does not."""
    wanted, there = FIXED.findall(source), FIXED.findall(target)
    missing = []
    for mark in wanted:
        if mark in there:
            there.remove(mark)
        else:
            missing.append(mark.removeprefix("]("))
    return missing
