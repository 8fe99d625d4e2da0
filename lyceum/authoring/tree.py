"""A working copy's files as what they mean: units, activities, values. Knows no database and forgives what is wrong."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lyceum.courses.api import FRONT_MATTER, MEDIA_ADDRESS, Errors, Files, Medium, dump_yaml, read_yaml, rewrite_yaml

UNIT = re.compile(r"units/((\d{1,4})-([a-z0-9][a-z0-9-]*))/")


@dataclass(frozen=True)
class Entry:
    """A file: its text, or (for pictures, sound and other bytes) the name of a blob and what is known of it."""

    text: str = ""
    blob: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict, hash=False)
    revision: int = 0


@dataclass(frozen=True)
class ActivityNode:
    key: str
    folder: str
    kind: str
    title: str
    minutes: int
    is_optional: bool
    skills: list[str]


@dataclass(frozen=True)
class UnitNode:
    key: str
    folder: str
    title: str
    summary: str
    activities: list[ActivityNode]


@dataclass(frozen=True)
class Page:
    """A Markdown file: the YAML at its head as text and as values, and what follows."""

    head_text: str
    head: dict[str, Any]
    body: str
    body_line: int


class Tree:
    """All files of a copy by path."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self.entries = entries

    def text(self, path: str) -> str:
        entry = self.entries.get(path)
        return entry.text if entry is not None else ""

    def revision(self, path: str) -> int:
        entry = self.entries.get(path)
        return entry.revision if entry is not None else 0

    def data(self, path: str) -> dict[str, Any]:
        return values_of(self.text(path))

    def page(self, path: str) -> Page:
        return page_of(self.text(path))

    @cached_property
    def manifest(self) -> dict[str, Any]:
        return self.data("pack.yaml")

    @property
    def source(self) -> str:
        return str(self.manifest.get("source_language", "en"))

    @property
    def languages(self) -> list[str]:
        listed = self.manifest.get("languages")
        return [str(code) for code in listed] if isinstance(listed, list) else [self.source]

    @property
    def title(self) -> str:
        return str(self.data(f"course.{self.source}.yaml").get("title") or self.manifest.get("id", ""))

    @cached_property
    def folders(self) -> dict[str, str]:
        """Folder of each unit by its key, in their order."""
        found = {match[1]: (int(match[2]), match[3]) for path in self.entries if (match := UNIT.match(path))}
        ordered = sorted(found.items(), key=lambda item: (item[1][0], item[0]))
        return {key: f"units/{name}/" for name, (_, key) in ordered}

    @cached_property
    def units(self) -> list[UnitNode]:
        return [self._unit(key, folder) for key, folder in self.folders.items()]

    def _unit(self, key: str, folder: str) -> UnitNode:
        words = self.data(f"{folder}unit.{self.source}.yaml")
        activities = [self._activity(f"{folder}{name}/", name) for name in self.order(folder)]
        return UnitNode(key, folder, str(words.get("title", key)), str(words.get("summary", "")), activities)

    def order(self, folder: str) -> list[str]:
        listed = self.data(f"{folder}unit.yaml").get("activities")
        return [str(name) for name in listed] if isinstance(listed, list) else []

    def _activity(self, folder: str, key: str) -> ActivityNode:
        data = self.data(f"{folder}activity.yaml")
        kind, minutes, skills = str(data.get("kind", "")), data.get("minutes"), data.get("skills")
        return ActivityNode(
            key=key,
            folder=folder,
            kind=kind,
            title=str(self.words(folder, self.source).get("title") or key),
            minutes=minutes if isinstance(minutes, int) else 0,
            is_optional=data.get("optional") is True,
            skills=[str(skill) for skill in skills] if isinstance(skills, list) else [],
        )

    def words(self, folder: str, language: str) -> dict[str, Any]:
        """The values of an activity's text in a language; of Markdown, those at its head."""
        if f"{folder}{language}.md" in self.entries:
            return self.page(f"{folder}{language}.md").head
        return self.data(f"{folder}{language}.yaml")

    def activity(self, key: str) -> ActivityNode | None:
        return next((node for unit in self.units for node in unit.activities if node.key == key), None)

    def unit(self, key: str) -> UnitNode | None:
        return next((unit for unit in self.units if unit.key == key), None)

    def unit_of(self, key: str) -> UnitNode | None:
        return next((unit for unit in self.units if any(node.key == key for node in unit.activities)), None)

    def keys(self) -> set[str]:
        return {node.key for unit in self.units for node in unit.activities}

    def inside(self, folder: str) -> Iterator[str]:
        return (path for path in self.entries if path.startswith(folder))

    def only(self, paths: Iterable[str]) -> "Tree":
        return Tree({path: self.entries[path] for path in paths})

    @cached_property
    def media(self) -> dict[str, Medium]:
        return {
            path: Medium(path=path, **entry.facts)
            for path, entry in self.entries.items()
            if path.startswith("media/") and entry.facts
        }

    def text_files(self) -> Files:
        """All files, with nothing in those that are no text: enough to look at an activity."""
        return {path: entry.text.encode() for path, entry in self.entries.items()}

    @property
    def digest(self) -> str:
        """Changes with every file and only with files."""
        whole = hashlib.sha256()
        for path, entry in sorted(self.entries.items()):
            whole.update(f"{path}\0{entry.blob}\0{len(entry.text)}\0{entry.text}".encode())
        return whole.hexdigest()

    def changed(self, changes: "Changes") -> "Tree":
        """The tree with these changes made."""
        entries = {path: entry for path, entry in self.entries.items() if path not in changes}
        for path, change in changes.items():
            if isinstance(change, str):
                entries[path] = Entry(change)
            elif change is not None:
                entries[path] = change
        return Tree(entries)


#: What to make of files: a text, an entry taken over from elsewhere, or None for a file that goes.
Changes = dict[str, "str | Entry | None"]


def values_of(text: str) -> dict[str, Any]:
    document = read_yaml("", text, Errors()) if text.strip() else None
    return document.data if document is not None and isinstance(document.data, dict) else {}


def page_of(text: str) -> Page:
    front = FRONT_MATTER.match(text)
    if front is None:
        return Page("", {}, text, 1)
    line = text[: front.end()].count("\n") + 1
    return Page(front[1], values_of(front[1]), text[front.end() :], line)


def write_page(text: str, head: Mapping[str, Any], body: str) -> str:
    """A Markdown file with a new head and body; what is the same in the head stays as it was written."""
    page = page_of(text)
    head_text = rewrite_yaml(page.head_text, dict(head)) if page.head_text else dump_yaml(dict(head))
    return f"---\n{head_text}---\n{with_line_end(body)}"


def with_line_end(text: str) -> str:
    """Line ends as the packs have them: browsers send two signs for each."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return plain if not plain or plain.endswith("\n") else plain + "\n"


def media_address(html: str, address: str) -> str:
    """Rendered text whose pictures and sound are loaded from the copy instead of the published course."""
    return html.replace(f'src="{MEDIA_ADDRESS}', f'src="{address}')
