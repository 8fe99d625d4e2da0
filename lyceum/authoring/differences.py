"""What differs between two states of a pack, activity by activity, for people to read."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from lyceum.authoring.segments import Segment, segments_of
from lyceum.authoring.tree import ActivityNode, Tree

# Chinese has no spaces between words: each sign counts as one.
WORD = re.compile(r"\s+|[\u3400-\u9fff]|[^\W\u3400-\u9fff]+|[^\w\s]")
#: Files that are compared as texts in a language; others only by their values.
TEXT = re.compile(r"(?:^|/)(?:(?:course|unit)\.)?(?P<language>[a-z]{2}(?:-Hans)?)\.(?:md|yaml)$")


@dataclass(frozen=True)
class Piece:
    """Some words: "=" on both sides, "-" only before, "+" only now."""

    sign: str
    text: str


@dataclass(frozen=True)
class TextChange:
    """A paragraph or field that changed, word by word."""

    language: str
    at: str
    pieces: list[Piece]


@dataclass(frozen=True)
class ValueChange:
    """A value that changed, such as minutes or a right answer."""

    at: str
    before: str
    now: str
    is_answer: bool = False


@dataclass(frozen=True)
class Difference:
    """One activity, or with an empty key the course itself; `what` is added, removed, changed or moved."""

    key: str
    title: str
    kind: str
    what: str
    values: list[ValueChange] = field(default_factory=list)
    texts: list[TextChange] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


def differences(before: Tree, now: Tree) -> list[Difference]:
    """In the order of the course: first the course itself, then its activities, then those that are gone."""
    found = [_whole(before, now)]
    old = {node.key: node for unit in before.units for node in unit.activities}
    for unit in now.units:
        for node in unit.activities:
            found.append(_activity(before, now, old.pop(node.key, None), node))
    found += [Difference(node.key, node.title, node.kind, "removed") for node in old.values()]
    return [difference for difference in found if difference is not None]


def _whole(before: Tree, now: Tree) -> Difference | None:
    inside = tuple({node.folder for tree in (before, now) for unit in tree.units for node in unit.activities})
    # The order of steps is told by the steps themselves.
    paths = {
        path
        for tree in (before, now)
        for path in tree.entries
        if not path.startswith(inside or ("\0",)) and not path.endswith("/unit.yaml")
    }
    renamed = {now.folders[key]: before.folders[key] for key in now.folders if key in before.folders}
    pairs = {path: _old_path(path, renamed) for path in paths if path in now.entries}
    pairs |= {path: path for path in paths - set(pairs) if path not in pairs.values()}
    return _compared(before, now, sorted(pairs.items()), Difference("", now.title, "", "changed"))


def _old_path(path: str, renamed: dict[str, str]) -> str:
    for new, old in renamed.items():
        if path.startswith(new):
            return old + path[len(new) :]
    return path


def _activity(before: Tree, now: Tree, old: ActivityNode | None, node: ActivityNode) -> Difference | None:
    if old is None:
        return Difference(node.key, node.title, node.kind, "added")
    names = {path.removeprefix(node.folder) for path in now.inside(node.folder)}
    names |= {path.removeprefix(old.folder) for path in before.inside(old.folder)}
    pairs = [(node.folder + name, old.folder + name) for name in sorted(names)]
    changed = _compared(before, now, pairs, Difference(node.key, node.title, node.kind, "changed"))
    if changed is None and _unit(before, old.key) != _unit(now, node.key):
        return Difference(node.key, node.title, node.kind, "moved")
    return changed


def _unit(tree: Tree, key: str) -> str:
    unit = tree.unit_of(key)
    return unit.key if unit is not None else ""


def _compared(before: Tree, now: Tree, pairs: Sequence[tuple[str, str]], result: Difference) -> Difference | None:
    for path, old_path in pairs:
        old, new = before.entries.get(old_path), now.entries.get(path)
        if old is not None and new is not None and (old.text, old.blob) == (new.text, new.blob):
            continue
        result.files.append(path)
        text = TEXT.search(path)
        if text is not None:
            result.texts.extend(text_changes(before.text(old_path), now.text(path), path, text["language"]))
        elif path.endswith(".yaml"):
            result.values.extend(_values(before.data(old_path), now.data(path)))
    return result if result.files else None


def text_changes(before: str, now: str, path: str, language: str) -> list[TextChange]:
    old, new = segments_of(path, before), segments_of(path, now)
    return [TextChange(language, at, word_pieces(was, is_now)) for at, was, is_now in _pairs(old, new) if was != is_now]


def _pairs(old: list[Segment], new: list[Segment]) -> Iterator[tuple[str, str, str]]:
    """Segments side by side: fields by their name, paragraphs by what stands before and after."""
    old_fields = {part.at: part.source for part in old if not part.is_block}
    new_fields = {part.at: part.source for part in new if not part.is_block}
    for at in dict.fromkeys([*new_fields, *old_fields]):
        yield at, old_fields.get(at, ""), new_fields.get(at, "")
    a, b = ([part.source for part in parts if part.is_block] for parts in (old, new))
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag != "equal":
            for place in range(max(i2 - i1, j2 - j1)):
                yield (
                    "body",
                    a[i1 + place] if i1 + place < i2 else "",
                    b[j1 + place] if j1 + place < j2 else "",
                )


def word_pieces(before: str, now: str) -> list[Piece]:
    """The words of both, marked; what is the same stands once."""
    a, b = WORD.findall(before), WORD.findall(now)
    pieces: list[Piece] = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("=", "".join(a[i1:i2])))
        else:
            pieces += [Piece("-", "".join(a[i1:i2]))] if i1 < i2 else []
            pieces += [Piece("+", "".join(b[j1:j2]))] if j1 < j2 else []
    return pieces


def _values(before: dict[str, Any], now: dict[str, Any]) -> list[ValueChange]:
    return [
        ValueChange(at, was, is_now, at.rsplit(".", 1)[-1] in {"answer", "accept", "pairs", "items", "output"})
        for at, was, is_now in _leaves(before, now, "")
    ]


def _leaves(before: Any, now: Any, at: str) -> Iterator[tuple[str, str, str]]:
    if before == now:
        return
    if isinstance(before, dict) and isinstance(now, dict):
        for key in dict.fromkeys([*now, *before]):
            yield from _leaves(before.get(key), now.get(key), f"{at}.{key}" if at else str(key))
    elif _by_id(before) and _by_id(now):
        yield from _leaves({item["id"]: item for item in before}, {item["id"]: item for item in now}, at)
    else:
        yield at, said(before), said(now)


def _by_id(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) and "id" in item for item in value)


def said(value: Any) -> str:
    """A value as one reads it."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return ", ".join(f"{key}: {said(child)}" for key, child in value.items())
    if isinstance(value, list):
        return ", ".join(said(child) for child in value)
    return str(value).strip()
