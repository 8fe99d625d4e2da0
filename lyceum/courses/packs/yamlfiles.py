"""YAML as plain values, each with the line on which it stands."""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from lyceum.courses.packs.errors import Errors

MAX_DEPTH = 16
STANDARD = "tag:yaml.org,2002:"
SCALARS = {STANDARD + name for name in ("str", "int", "float", "bool", "null")}
Path = tuple[str | int, ...]


class _Loader(yaml.CSafeLoader):
    """Reads `no` as a word and 12:30 as text, as YAML 1.2 does: quizzes are full of such answers."""

    yaml_implicit_resolvers: dict[str, Any] = {}


_Loader.add_implicit_resolver(STANDARD + "null", re.compile(r"(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""])
_Loader.add_implicit_resolver(STANDARD + "bool", re.compile(r"(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF"))
_Loader.add_implicit_resolver(STANDARD + "int", re.compile(r"[-+]?(?:0|[1-9][0-9]*)$"), list("-+0123456789"))
_Loader.add_implicit_resolver(
    STANDARD + "float",
    re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]{1,3})?$"),
    list("-+0123456789."),
)


@dataclass
class Document:
    """`data` are the values; `lines` say where each key stands, `starts` where the text of each value begins."""

    path: str
    data: Any
    lines: dict[Path, int] = field(default_factory=dict)
    starts: dict[Path, int] = field(default_factory=dict)

    def line(self, *at: str | int) -> int:
        """The line of the value at `at`, or of the nearest thing around it."""
        while at not in self.lines and at:
            at = at[:-1]
        return self.lines.get(at, 1)

    def start(self, *at: str | int) -> int:
        return self.starts.get(at) or self.line(*at)


def read_yaml(path: str, text: str, errors: Errors, first_line: int = 1) -> Document | None:
    """Parse `text`, whose first line is `first_line` of the file; None when it cannot be read, and the errors say why."""
    try:
        if not _is_tame(path, text, errors, first_line):
            return None
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + first_line if error.problem_mark else first_line
        errors.add(path, line, "yaml", problem=error.problem or "")
        return None
    except yaml.YAMLError as error:
        errors.add(path, first_line, "yaml", problem=str(error).splitlines()[0])
        return None
    before = len(errors.found)
    document = Document(path, None)
    builder = _Builder(document, errors, first_line)
    document.data = builder.value(node, ()) if node is not None else {}
    return document if len(errors.found) == before else None


def _is_tame(path: str, text: str, errors: Errors, first_line: int) -> bool:
    """Look at the events first: composing would recurse into nesting and share what aliases name."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or depth > MAX_DEPTH:
            code = "yaml_depth" if depth > MAX_DEPTH else "yaml_alias"
            line = event.start_mark.line if event.start_mark else 0
            errors.add(path, line + first_line, code)
            return False
    return True


class _Builder:
    def __init__(self, document: Document, errors: Errors, first_line: int) -> None:
        self.document, self.errors, self.first_line = document, errors, first_line
        self.scalars = yaml.constructor.SafeConstructor()

    def value(self, node: yaml.Node, at: Path) -> Any:
        line = node.start_mark.line + self.first_line
        self.document.lines.setdefault(at, line)
        if isinstance(node, yaml.CollectionNode) and node.tag not in {STANDARD + "map", STANDARD + "seq"}:
            self.errors.add(self.document.path, line, "yaml_tag")
            return None
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, at)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*at, index)) for index, child in enumerate(node.value)]
        # Block text begins on the line after its sign.
        self.document.starts[at] = line + (getattr(node, "style", None) in {"|", ">"})
        return self.scalar(node, line)

    def mapping(self, node: yaml.MappingNode, at: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line, key = key_node.start_mark.line + self.first_line, key_node.value
            if key_node.tag != STANDARD + "str":
                self.errors.add(self.document.path, line, "yaml_key_text", key=str(key)[:40])
            elif key in result:
                self.errors.add(self.document.path, line, "yaml_key_twice", key=key)
            else:
                self.document.lines[(*at, key)] = line
                result[key] = self.value(value_node, (*at, key))
        return result

    def scalar(self, node: yaml.Node, line: int) -> Any:
        if not isinstance(node, yaml.ScalarNode) or node.tag not in SCALARS:
            self.errors.add(self.document.path, line, "yaml_tag")
            return None
        try:
            return self.scalars.construct_object(node)
        except (ValueError, yaml.YAMLError):
            self.errors.add(self.document.path, line, "yaml_tag")
            return None
