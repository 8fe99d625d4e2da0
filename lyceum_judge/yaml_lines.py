"""Reads YAML from strangers: bounded, without aliases, and with the line of every value for error messages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from .package import PackageError

BYTES = 4 << 20
DEPTH = 24
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("null", "bool", "int", "float", "str", "seq", "map", "timestamp")}

Key = tuple[str | int, ...]


class Document:
    """A YAML file: its `data`, and the line on which each value stands."""

    def __init__(self, path: Path | str, text: bytes) -> None:
        self.path = path
        self._lines: dict[Key, int] = {}
        if len(text) > BYTES:
            raise PackageError(path, None, "too_large", limit=BYTES)
        try:
            self._scan(text)
            loader = _Loader(text)
            try:
                node = loader.get_single_node()
                self.data: Any = None if node is None else self._build(loader, node, ())
            finally:
                loader.dispose()
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            raise self._fault(mark.line + 1 if mark else None, "yaml", why=error.problem or "") from error
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            raise self._fault(None, "yaml", why=str(error)[:200]) from error

    def _fault(self, line: int | None, message_key: str, /, **params: Any) -> PackageError:
        return PackageError(self.path, line, message_key, **params)

    def _scan(self, text: bytes) -> None:
        """Refuse aliases and deep nesting before anything is built."""
        depth = 0
        for event in yaml.parse(text, Loader=_Loader):
            line = event.start_mark.line + 1 if event.start_mark else 0
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise self._fault(line, "yaml_alias")
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > DEPTH:
                raise self._fault(line, "yaml_deep", limit=DEPTH)

    def _build(self, loader: Any, node: Any, key: Key) -> Any:
        line = node.start_mark.line + 1
        self._lines[key] = line
        if node.tag not in _TAGS:
            raise self._fault(line, "yaml_tag", tag=node.tag.removeprefix("tag:yaml.org,2002:"))
        if isinstance(node, yaml.SequenceNode):
            return [self._build(loader, child, (*key, index)) for index, child in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(loader, node, key)
        return loader.construct_object(node)

    def _mapping(self, loader: Any, node: Any, key: Key) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        for name_node, value_node in node.value:
            line = name_node.start_mark.line + 1
            if not isinstance(name_node, yaml.ScalarNode):
                raise self._fault(line, "wrong_type", key="a key", wanted="a plain word")
            name = loader.construct_object(name_node)
            if name in found:
                raise self._fault(line, "yaml_twice", key=name)
            found[name] = self._build(loader, value_node, (*key, name))
        return found

    def line(self, key: Key) -> int | None:
        """Return the line of a value, or of the nearest thing around it."""
        while key and key not in self._lines:
            key = key[:-1]
        return self._lines.get(key)

    def error(self, at: Key, message_key: str, /, **params: Any) -> PackageError:
        """Return an error that points at a value."""
        return self._fault(self.line(at), message_key, **params)

    def mapping(self, key: Key, known: set[str] | None = None) -> dict[str, Any]:
        """Return a mapping ({} if absent). Raises PackageError for another type or a key that is not `known`."""
        value = self._at(key)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise self.error(key, "wrong_type", key=_name(key), wanted="a mapping")
        for name in value:
            if known is not None and name not in known:
                raise self.error((*key, name), "unknown_key", key=name, known=", ".join(sorted(known)))
        return value

    def sequence(self, key: Key) -> list[Any]:
        """Return a sequence ([] if absent)."""
        value = self._at(key)
        if value is not None and not isinstance(value, list):
            raise self.error(key, "wrong_type", key=_name(key), wanted="a list")
        return value or []

    def text(self, key: Key, default: str | None = None) -> str:
        """Return a text; without a default it must be there."""
        value = self._at(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, str):
            raise self.error(key, "wrong_type", key=_name(key), wanted="text (put it in quotes)")
        return value

    def flag(self, key: Key, default: bool = False) -> bool:
        """Return true or false."""
        value = self._at(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise self.error(key, "wrong_type", key=_name(key), wanted="true or false")
        return value

    def number(self, key: Key, default: float, low: float, high: float) -> float:
        """Return a number within bounds."""
        value = self._at(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.error(key, "wrong_type", key=_name(key), wanted="a number")
        if not low <= value <= high:
            raise self.error(key, "range", key=_name(key), low=low, high=high)
        return value

    def _at(self, key: Key) -> Any:
        value = self.data
        for part in key:
            if isinstance(value, dict):
                value = value.get(part)
            elif isinstance(value, list) and isinstance(part, int) and part < len(value):
                value = value[part]
            else:
                return None
        return value

    def has(self, key: Key) -> bool:
        """Say whether a value is given, be it null."""
        return key in self._lines


def _name(key: Key) -> str:
    return str(key[-1]) if key else "the file"
