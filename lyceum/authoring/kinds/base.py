"""What every editor of an activity promises."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django.utils.functional import Promise

from lyceum.authoring.tree import ActivityNode, Changes, Tree, with_line_end
from lyceum.courses.api import Errors, PackError, dump_yaml, read_yaml, rewrite_yaml

#: A posted form: for each name its values.
Posted = Mapping[str, Sequence[str]]


def one(posted: Posted, name: str) -> str:
    """The last value of a field, with plain line ends and without the signs that no file may have."""
    values = posted.get(name) or [""]
    return values[-1].replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def lines(posted: Posted, name: str) -> list[str]:
    """The lines of a field that are not empty, each once."""
    return list(dict.fromkeys(line.strip() for line in one(posted, name).split("\n") if line.strip()))


def whole(text: str) -> int | str:
    """The number that was typed; what is no number stays as it is, so that nothing typed is lost and the check tells."""
    return int(text) if text.strip().isascii() and text.strip().isdecimal() and len(text) < 10 else text.strip()


def without_empty(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in ("", [], {}, None)}


class Editor(ABC):
    """Views an activity's files as a form, and makes files of a posted form. It writes nothing itself.

    `tree` is what the author saw when the form was made; `posted` is None for a fresh form.
    """

    kind: ClassVar[str]
    name: ClassVar[str | Promise]
    #: The text's ending, and the template with the fields of this kind.
    suffix: ClassVar[str] = ".md"
    template: ClassVar[str]

    def __init__(self, tree: Tree, node: ActivityNode, posted: Posted | None = None) -> None:
        self.tree, self.node, self.posted = tree, node, posted or {}
        self.spec_path = f"{node.folder}activity.yaml"
        self.text_path = f"{node.folder}{tree.source}{self.suffix}"

    @classmethod
    @abstractmethod
    def new_files(cls, title: str, language: str) -> dict[str, str]:
        """What a new activity begins with, by the names of files in its folder."""

    @abstractmethod
    def changes(self) -> Changes:
        """The files as the posted form wants them."""

    @abstractmethod
    def context(self) -> dict[str, Any]:
        """What the template needs, from the files; a posted form is shown by an editor of the changed tree."""

    def field_of(self, name: str, at: tuple[str | int, ...]) -> str:
        """The field of the form that holds the value at `at` in the file `name` of the folder."""
        return str(at[0]) if at else ""

    @property
    def watched(self) -> list[str]:
        """Names of the files that the form shows: what is said of them is said beside its fields."""
        return ["activity.yaml", f"{self.tree.source}{self.suffix}"]

    def general(self) -> dict[str, Any]:
        """activity.yaml with the fields that all kinds have."""
        data = {"kind": self.kind, **self.tree.data(self.spec_path)}
        data["minutes"] = whole(one(self.posted, "minutes"))
        known = self.tree.manifest.get("skills") or []
        asked, mine = self.posted.get("skills", []), data.get("skills") or []
        chosen = [skill for skill in mine if skill in asked] + [
            skill for skill in known if skill in asked and skill not in mine
        ]
        data = {**data, "skills": chosen} if chosen or "skills" in data else data
        if "optional" in self.posted or "optional" in data:
            data["optional"] = "optional" in self.posted
        return data if data.get("skills", True) else {key: data[key] for key in data if key != "skills"}

    def spec_change(self, data: dict[str, Any]) -> Changes:
        return {self.spec_path: rewrite_yaml(self.tree.text(self.spec_path), data)}

    def general_context(self) -> dict[str, Any]:
        data = self.tree.data(self.spec_path)
        chosen = data.get("skills") or []
        return {
            "title": self.tree.words(self.node.folder, self.tree.source).get("title", ""),
            "minutes": data.get("minutes", ""),
            "is_optional": data.get("optional") is True,
            "skills": [(skill, skill in chosen) for skill in self.tree.manifest.get("skills") or []],
        }

    def problems(self, errors: Iterable[PackError]) -> tuple[dict[str, list[str]], list[str]]:
        """What is wrong, in words: by field of the form, and what belongs to no field."""
        beside: dict[str, list[str]] = {}
        other: list[str] = []
        for error in errors:
            name = error.path.removeprefix(self.node.folder)
            field = self.field_of(name, self.place_of(error)) if name in self.watched else ""
            if field:
                beside.setdefault(field, []).append(error.message)
            else:
                other.append(f"{name}: {error.message}" if name not in self.watched else error.message)
        return beside, list(dict.fromkeys(other))

    def place_of(self, error: PackError) -> tuple[str | int, ...]:
        """Where in its file an error stands: the keys down to the value, ("body", line) in the text of a page."""
        text = self.tree.text(error.path)
        if error.path.endswith(".md"):
            page = self.tree.page(error.path)
            if error.line >= page.body_line:
                return ("body", error.line - page.body_line + 1)
            return place_at(page.head_text, error.line - 1)
        return place_at(text, error.line)


def place_at(text: str, line: int) -> tuple[str | int, ...]:
    """The keys of the innermost value that stands on this line of a YAML text."""
    document = read_yaml("", text, Errors()) if text.strip() else None
    if document is None:
        return ()
    here = [at for at, start in document.lines.items() if at and start == line]
    before = [at for at, start in document.lines.items() if at and start <= line]
    # Of several on one line the outermost is the safe guess.
    return min(here, key=len) if here else (before[-1] if before else ())


def new_activity(kind: str, minutes: int, **more: Any) -> str:
    return dump_yaml({"kind": kind, "minutes": minutes, **more})


def body_of(posted: Posted) -> str:
    return with_line_end(one(posted, "body"))
