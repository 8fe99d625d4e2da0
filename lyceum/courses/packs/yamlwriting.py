"""Writes YAML as the packs have it, and changes values in a file while all the rest of it stays as somebody wrote it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import yaml

from lyceum.courses.packs.errors import Errors
from lyceum.courses.packs.yamlfiles import STANDARD, Document, _Builder, _Loader, read_yaml


class _Dumper(yaml.SafeDumper):
    """Block style, long lines left whole, text of several lines as it looks."""

    yaml_implicit_resolvers: dict[str, Any] = _Loader.yaml_implicit_resolvers

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    return dumper.represent_scalar(STANDARD + "str", value, style="|" if "\n" in value else None)


_Dumper.add_representer(str, _text)


def dump_yaml(value: Any, *, flow: bool = False) -> str:
    """The value as canonical YAML: keys in their order, nothing wrapped."""
    written = yaml.dump(
        value, Dumper=_Dumper, default_flow_style=flow, allow_unicode=True, sort_keys=False, width=1_000_000
    )
    return str(written.removesuffix("...\n") if written.endswith("\n...\n") else written)


def rewrite_yaml(text: str, value: Any) -> str:
    """`text` with its values changed to `value`: comments, order and form stay wherever the value is the same."""
    if _read(text) == value:
        return text
    try:
        node = yaml.compose(text, Loader=_Loader)
        if node is not None:
            result = _Writer(text).collection(node, value)
            if result is not None and _read(result) == value:
                return result
    except (yaml.YAMLError, ValueError, IndexError):
        pass
    return dump_yaml(value)


def _read(text: str) -> Any:
    document = read_yaml("", text, Errors())
    return None if document is None else document.data


@dataclass(frozen=True)
class _Entry:
    """One key or item of a block collection: its lines, comments before it included, and its nodes."""

    name: Any
    start: int
    end: int
    node: yaml.Node


class _Writer:
    """Builds the new text from pieces of the old one."""

    def __init__(self, text: str) -> None:
        self.text = text if text.endswith("\n") else text + "\n"

    def collection(self, node: yaml.Node, value: Any) -> str | None:
        """The whole file with the value of its outermost collection changed; None where that cannot be done by pieces."""
        if not isinstance(node, yaml.CollectionNode) or node.flow_style:
            return None
        first, last = self.line_start(node.start_mark.index), self.end_of(node)
        body = self.block(node, value)
        return None if body is None else self.text[:first] + body + self.text[last:]

    def block(self, node: yaml.Node, value: Any) -> str | None:
        """The lines of a block collection for the new value."""
        if isinstance(node, yaml.MappingNode) and isinstance(value, dict):
            return self.mapping(node, value)
        if isinstance(node, yaml.SequenceNode) and isinstance(value, list):
            return self.sequence(node, value)
        return None

    def mapping(self, node: yaml.MappingNode, value: dict[str, Any]) -> str | None:
        if not value:
            return None
        pairs = [(key.value, key.start_mark.index, child) for key, child in node.value]
        entries = {entry.name: entry for entry in self.entries(node, pairs)}
        column = node.start_mark.column
        pieces = []
        for key, child in value.items():
            fresh = partial(self.fresh_pair, key, column)
            pieces.append(self.entry(entries[key], child, fresh) if key in entries else fresh(child))
        return "".join(pieces)

    def fresh_pair(self, key: str, column: int, value: Any) -> str:
        return self.fresh({key: value}, column)

    def fresh_item(self, column: int, value: Any) -> str:
        return self.fresh([value], column)

    def sequence(self, node: yaml.SequenceNode, value: list[Any]) -> str | None:
        if not value:
            return None
        column = node.start_mark.column
        starts = [self.text.rindex("-", 0, child.start_mark.index + 1) for child in node.value]
        olds = [self.plain(child) for child in node.value]
        entries = self.entries(
            node, [(place, start, child) for place, (start, child) in enumerate(zip(starts, node.value, strict=True))]
        )
        left = list(range(len(entries)))
        pieces = []
        for place, item in enumerate(value):
            match = _match(item, place, olds, left)
            if match is not None:
                left.remove(match)
            fresh = partial(self.fresh_item, column)
            pieces.append(fresh(item) if match is None else self.entry(entries[match], item, fresh))
        return "".join(pieces)

    def entries(self, node: yaml.Node, pairs: list[tuple[Any, int, yaml.Node]]) -> list[_Entry]:
        """Cut the collection at its lines; what stands before an entry (comments, empty lines) goes with it."""
        start = self.line_start(node.start_mark.index)
        cuts = [node.start_mark.index if self.text[start : node.start_mark.index].strip() else start]
        cuts += [self.end_of(child) for _, _, child in pairs]
        return [_Entry(name, cuts[place], cuts[place + 1], child) for place, (name, _, child) in enumerate(pairs)]

    def entry(self, entry: _Entry, value: Any, fresh: Callable[[Any], str]) -> str:
        """An entry with its new value, as untouched as can be."""
        if self.plain(entry.node) == value:
            return self.text[entry.start : entry.end]
        start = self.line_start(entry.node.start_mark.index)
        if isinstance(entry.node, yaml.CollectionNode) and not entry.node.flow_style:
            body = self.block(entry.node, value)
            if body is not None and start > entry.start and not self.text[start : entry.node.start_mark.index].strip():
                return self.text[entry.start : start] + body
            if body is not None and isinstance(entry.node, yaml.MappingNode):
                # An item whose first key stands behind its dash.
                return self.text[entry.start : entry.node.start_mark.index] + body.lstrip(" ")
        if isinstance(entry.node, yaml.ScalarNode) and entry.node.style in {None, "'", '"'}:
            inline = dump_yaml(value, flow=True).rstrip("\n") if not isinstance(value, dict | list) else ""
            if inline and "\n" not in inline and entry.node.start_mark.line == entry.node.end_mark.line:
                head = self.text[entry.start : entry.node.start_mark.index]
                return head + inline + self.text[entry.node.end_mark.index : entry.end]
        if isinstance(entry.node, yaml.CollectionNode) and entry.node.flow_style and isinstance(value, dict | list):
            inline = dump_yaml(value, flow=True).rstrip("\n")
            if "\n" not in inline:
                head = self.text[entry.start : entry.node.start_mark.index]
                return head + inline + self.text[entry.node.end_mark.index : entry.end]
        return self.before(entry) + fresh(value)

    def before(self, entry: _Entry) -> str:
        """Comments and empty lines that stand before an entry."""
        lines = self.text[entry.start : entry.end].splitlines(keepends=True)
        kept = 0
        while kept < len(lines) and (not lines[kept].strip() or lines[kept].lstrip().startswith("#")):
            kept += 1
        return "".join(lines[:kept])

    def fresh(self, value: Any, column: int) -> str:
        lines = dump_yaml(value).splitlines(keepends=True)
        return "".join(" " * column + line if line.strip() else line for line in lines)

    def plain(self, node: yaml.Node) -> Any:

        return _Builder(Document("", None), Errors(), 1).value(node, ())

    def line_start(self, index: int) -> int:
        return self.text.rfind("\n", 0, index) + 1

    def end_of(self, node: yaml.Node) -> int:
        """Behind the last line of the node; comments that follow belong to what comes next."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self.end_of(last[1] if isinstance(last, tuple) else last)
        end = node.end_mark.index
        if isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}:
            # The mark stands behind the empty lines after the text; they are part of it or of nothing.
            return end if end == 0 or self.text[end - 1] == "\n" else self.next_line(end)
        return self.next_line(end)

    def next_line(self, index: int) -> int:
        found = self.text.find("\n", index)
        return len(self.text) if found < 0 else found + 1


def _match(item: Any, place: int, olds: list[Any], left: list[int]) -> int | None:
    """Which old item the new one goes on: an equal one, one with the same id, else the one in its place."""
    for number in left:
        if olds[number] == item:
            return number
    if isinstance(item, dict) and "id" in item:
        return next((n for n in left if isinstance(olds[n], dict) and olds[n].get("id") == item["id"]), None)
    same_kind = place in left and isinstance(olds[place], dict) == isinstance(item, dict)
    return place if same_kind and isinstance(item, dict) else None
