"""Reads the tests of a Kattis package: files, groups, and how groups add up, in both forms of the format."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from typing import Any

from .folder import Folder
from .model import Group, Test
from .package import PackageError
from .yaml_lines import Document

_LEGACY_KEYS = {
    "on_reject", "grading", "grader_flags", "input_validator_flags", "output_validator_flags",
    "accept_score", "reject_score", "range",
}  # fmt: skip
_GROUP_KEYS = {
    "scoring", "input_validator_args", "output_validator_args", "static_validation", "full_feedback",
    "hint", "description", "args",
}  # fmt: skip
_CASE_KEYS = {"args", "output_validator_args", "input_validator_args", "full_feedback", "hint", "description"}
_IGNORED_FLAGS = {"worst_error", "first_error", "always_accept", "accept_if_any_accepted", "ignore_sample"}
_SCORES = ("sum", "avg", "min", "max")


@dataclass(frozen=True)
class Inherited:
    """What a group hands down to the tests and groups in it."""

    output_flags: tuple[str, ...] = ()
    input_flags: tuple[str, ...] = ()
    argv: tuple[str, ...] = ()


@dataclass
class Data:
    """What was read: tests in order, groups from the root down, flags for input validators by test."""

    tests: list[Test]
    groups: list[Group]
    input_flags: dict[str, tuple[str, ...]]


class Reader:
    """Walks `data/`."""

    def __init__(self, folder: Folder, *, legacy: bool, scoring: bool, needs_answers: bool) -> None:
        self.folder = folder
        self.legacy = legacy
        self.scoring = scoring
        self.needs_answers = needs_answers
        self.found = Data([], [], {})

    def read(self, flags: tuple[str, ...]) -> Data:
        """Read everything. Raises PackageError."""
        root = Group("", ignore_sample=not self.legacy)
        if self.legacy:
            root, inherited = self._legacy_group("", Group("", verdict="worst", stop=True, accept_score=1), flags)
        else:
            inherited = self._settings("data", Inherited(output_flags=flags))
        self.found.groups.append(root)
        for name in ("sample", "secret"):
            if self.folder.has(f"data/{name}"):
                self._group(name, root, inherited, 100.0)
        if not self.found.tests:
            raise PackageError(self.folder.root / "data", None, "no_tests")
        if not self.scoring:
            self.found.groups.clear()
        return self.found

    def _group(self, name: str, parent: Group, inherited: Inherited, share: float) -> None:
        if self.legacy:
            group, inherited = self._legacy_group(name, parent, inherited.output_flags, inherited)
            points: dict[str, float] = {}
        else:
            inherited = self._settings(f"data/{name}", inherited)
            group, points = self._new_group(name, share)
        self.found.groups.append(group)
        for child in self._children(name):
            if child.endswith(".in"):
                self._test(name, child.removesuffix(".in"), inherited, points.get(child, 1.0))
            else:
                self._group(child.removeprefix("data/"), group, inherited, points.get(child, 0.0))

    def _children(self, name: str) -> list[str]:
        """Return the tests and groups of a group by base name."""
        place = f"data/{name}"
        for path in self.folder.folders(place):
            if path.endswith(".files"):
                raise PackageError(self.folder.root / path, None, "unsupported", what="a test with files of its own")
        inputs = [path for path in self.folder.files(place) if path.endswith(".in")]
        return sorted([*inputs, *self.folder.folders(place)], key=lambda path: path.removesuffix(".in"))

    def _test(self, group: str, base: str, inherited: Inherited, points: float) -> None:
        answer = f"{base}.ans"
        if self.folder.has(answer):
            expected = self.folder.data(answer)
        elif self.needs_answers:
            raise PackageError(self.folder.root / f"{base}.in", None, "no_answer", file=f"{base}.in")
        else:
            expected = ""
        if not self.legacy:
            inherited = self._settings(base, inherited, f"{base}.yaml", _CASE_KEYS)
        key = base.removeprefix("data/")
        self.found.input_flags[key] = inherited.input_flags
        self.found.tests.append(
            Test(
                id=key,
                input=self.folder.data(f"{base}.in"),
                outputs=(expected,),
                hidden=not key.startswith("sample/"),
                sample=key.startswith("sample/"),
                points=points if self.scoring else 1,
                group=group if self.scoring else "",
                flags=inherited.output_flags,
                argv=inherited.argv,
            )
        )

    def _document(self, name: str) -> Document | None:
        return Document(self.folder.root / name, self.folder.read(name)) if self.folder.has(name) else None

    def _settings(self, place: str, inherited: Inherited, name: str = "", known: set[str] = _GROUP_KEYS) -> Inherited:
        """Read what a 2023-07 group or test sets for what is in it."""
        document = self._document(name or f"{place}/test_group.yaml")
        if document is None:
            return inherited
        row = document.mapping((), known)
        if row.get("static_validation"):
            raise document.error(("static_validation",), "unsupported", what="static validation")
        if "output_validator_args" in row:
            inherited = replace(inherited, output_flags=_arguments(document, "output_validator_args"))
        if "input_validator_args" in row and not isinstance(row["input_validator_args"], dict):
            inherited = replace(inherited, input_flags=_arguments(document, "input_validator_args"))
        if "args" in row:
            inherited = replace(inherited, argv=_arguments(document, "args"))
        return inherited

    def _new_group(self, name: str, share: float) -> tuple[Group, dict[str, float]]:
        """Read the scoring of a 2023-07 group; return it with the points of its children."""
        document = self._document(f"data/{name}/test_group.yaml")
        if document is None:
            document = Document("", b"")
        row = document.mapping(("scoring",), {"score", "aggregation", "require_pass"})
        if row.get("score") == "unbounded":
            raise document.error(("scoring", "score"), "unsupported", what="an unbounded score")
        score = document.number(("scoring", "score"), share, 0, 1e9)
        kind = document.text(("scoring", "aggregation"), "sum" if name == "secret" else "pass-fail")
        if kind not in ("sum", "min", "pass-fail"):
            raise document.error(
                ("scoring", "aggregation"), "wrong_value", key="aggregation", known="pass-fail, sum, min"
            )
        required = row.get("require_pass") or ()
        group = Group(
            name=name,
            aggregate="pass" if kind == "pass-fail" else kind,
            stop=kind != "sum" and self.scoring,
            accept_score=score if kind == "pass-fail" else None,
            requires=(required,) if isinstance(required, str) else tuple(required),
        )
        return group, self._points(name, kind, score)

    def _points(self, name: str, kind: str, score: float) -> dict[str, float]:
        """Share a group's score out among its children, as far as they name no score of their own."""
        children = self._children(name)
        if kind == "min":
            return dict.fromkeys(children, score)
        own = {child: given for child in children if (given := self._own_score(child)) is not None}
        open_children = [child for child in children if child not in own]
        each = max(0.0, score - sum(own.values())) / len(open_children) if open_children else 0.0
        return {child: own.get(child, each) for child in children}

    def _own_score(self, child: str) -> float | None:
        document = None if child.endswith(".in") else self._document(f"{child}/test_group.yaml")
        if document is None or not document.has(("scoring", "score")):
            return None
        return document.number(("scoring", "score"), 0, 0, 1e9)

    def _legacy_group(
        self, name: str, parent: Group, flags: tuple[str, ...], inherited: Inherited | None = None
    ) -> tuple[Group, Inherited]:
        """Read a legacy group; without a file of its own it does as its parent does."""
        inherited = inherited or Inherited(output_flags=flags)
        document = self._document(f"data/{name}/testdata.yaml" if name else "data/testdata.yaml")
        if document is None:
            return replace(parent, name=name, ignore_sample=False), inherited
        row = document.mapping((), _LEGACY_KEYS)
        if document.text(("grading",), "default") != "default":
            raise document.error(("grading",), "unsupported", what="a grader of one's own")
        if "output_validator_flags" in row:
            inherited = replace(inherited, output_flags=(*flags, *_flag_text(document, "output_validator_flags")))
        if "input_validator_flags" in row and isinstance(row["input_validator_flags"], str):
            inherited = replace(inherited, input_flags=_flag_text(document, "input_validator_flags"))
        return _legacy_rule(document, name), inherited


def _legacy_rule(document: Document, name: str) -> Group:
    words = document.text(("grader_flags",), "").split()
    for word in words:
        if word not in _IGNORED_FLAGS and word not in _SCORES:
            raise document.error(("grader_flags",), "unsupported", what=f"the grader flag {word}")
    on_reject = document.text(("on_reject",), "break")
    if on_reject not in ("break", "continue"):
        raise document.error(("on_reject",), "wrong_value", key="on_reject", known="break, continue")
    verdicts = [word for word in words if word in ("worst_error", "first_error", "always_accept")]
    verdict = {"first_error": "first", "always_accept": "always_accept"}.get(verdicts[-1] if verdicts else "", "worst")
    return Group(
        name=name,
        aggregate=next((word for word in reversed(words) if word in _SCORES), "sum"),
        stop=on_reject == "break",
        accept_score=document.number(("accept_score",), 1, -1e9, 1e9),
        reject_score=document.number(("reject_score",), 0, -1e9, 1e9),
        verdict="accept_if_any" if "accept_if_any_accepted" in words else verdict,
        ignore_sample="ignore_sample" in words,
    )


def _arguments(document: Document, key: str) -> tuple[str, ...]:
    """Read a sequence of texts (or, as older drafts had it, one text with spaces)."""
    value: Any = document.mapping(())[key]
    if isinstance(value, str):
        return _flag_text(document, key)
    return tuple(str(document.sequence((key,))[index]) for index in range(len(document.sequence((key,)))))


def _flag_text(document: Document, key: str) -> tuple[str, ...]:
    try:
        return tuple(shlex.split(document.text((key,), "")))
    except ValueError as error:
        raise document.error((key,), "flags", why=str(error)) from error
