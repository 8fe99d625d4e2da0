"""A language that nobody speaks: every text in ⟦brackets⟧, so that a text without them was never marked."""

import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import polib
import yaml

from config import messages
from tests.courses.factories import with_problem

LIBRARIES = ("django", "django.contrib.auth", "allauth")
MARKED = re.compile(r"^(#+ |> (?!\[!)|)(?![|`>#!]|---)(.+)$")


def bracketed(text: str) -> str:
    """Blank space at the ends stays outside, as gettext asks for it."""
    inner = text.strip()
    return text.replace(inner, f"⟦{inner}⟧") if inner else text


def catalog(folder: Path) -> Path:
    """A locale folder whose Spanish is in brackets: our texts and those of the libraries that speak on our pages."""
    file = polib.POFile()
    file.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": messages.PLURALS["es"]}
    known = set()
    for entry in [*messages.extract(), *_of_libraries()]:
        key = (entry.msgctxt, entry.msgid)
        if key not in known:
            known.add(key)
            file.append(_translated(entry))
    place = folder / "es" / "LC_MESSAGES"
    place.mkdir(parents=True)
    file.save_as_mofile(str(place / "django.mo"))
    return folder


def _of_libraries() -> list[polib.POEntry]:
    entries = []
    for name in LIBRARIES:
        spec = find_spec(name)
        assert spec is not None
        assert spec.origin is not None
        base = Path(spec.origin).parent / ("conf/locale" if name == "django" else "locale")
        entries += [
            entry for entry in polib.pofile(str(base / "es" / "LC_MESSAGES" / "django.po")) if not entry.obsolete
        ]
    return entries


#: Formats of dates and numbers are not words.
FORMATS = re.compile(r"^[A-Z_]+(FORMAT|SEPARATOR|GROUPING|DAY_OF_WEEK)S?$")


def _translated(entry: polib.POEntry) -> polib.POEntry:
    text = entry.msgid if FORMATS.match(entry.msgid) else bracketed(entry.msgid)
    forms = {0: text, 1: bracketed(entry.msgid_plural)} if entry.msgid_plural else {}
    return polib.POEntry(
        msgid=entry.msgid,
        msgctxt=entry.msgctxt,
        msgid_plural=entry.msgid_plural,
        msgstr="" if forms else text,
        msgstr_plural=forms,
    )


def pack() -> dict[str, bytes]:
    """The usual small course, in bracketed Spanish alone."""
    files = {}
    for path, content in with_problem().items():
        folder, _, name = path.rpartition("/")
        if ".fr." in name or name.startswith("fr."):
            continue
        new = f"{folder}/{name}".lstrip("/").replace("en.md", "es.md").replace("en.yaml", "es.yaml")
        files[new] = _in_spanish(name, content.decode()).encode()
    return files


def _in_spanish(name: str, text: str) -> str:
    if name == "pack.yaml":
        return text.replace("source_language: en", "source_language: es").replace("[en, fr, ar]", "[es]")
    if name.endswith("en.yaml"):
        return yaml.safe_dump(_leaves(yaml.load(text, yaml.CSafeLoader)), allow_unicode=True)
    if name != "en.md":
        return text
    _, head, body = text.split("---\n", 2)
    return f"---\n{yaml.safe_dump(_leaves(yaml.load(head, yaml.CSafeLoader)), allow_unicode=True)}---\n{_body(body)}"


def _leaves(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _leaves(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_leaves(inner) for inner in value]
    return bracketed(value) if isinstance(value, str) else value


def _body(text: str) -> str:
    """Words in brackets; code, tables' frames and addresses of pictures as they are."""
    parts = text.split("```")
    for place in range(0, len(parts), 2):
        lines = [MARKED.sub(r"\1⟦\2⟧", line) for line in parts[place].splitlines(keepends=False)]
        parts[place] = "\n".join(re.sub(r"\b([ab])\b(?= \|)", r"⟦\1⟧", line) for line in lines) + "\n"
    joined = "```".join(parts).replace("![A square]", "![⟦A square⟧]").replace('"All sides', '"⟦All sides')
    return joined.replace('equal")', 'equal⟧")')
