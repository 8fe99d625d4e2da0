"""Reads a Kattis problem package, in its legacy (also legacy-icpc) and its 2023-07 form."""

from __future__ import annotations

import shlex
from dataclasses import replace
from pathlib import Path
from typing import Any

from . import kattis_programs as programs
from .folder import Folder
from .kattis_data import Reader
from .model import Checker, Limits, Test, Validator
from .package import PackageError, Problem
from .yaml_lines import Document

_LEGACY_VERSIONS = ("legacy", "legacy-icpc")
_NEW_VERSIONS = ("2023-07", "2023-07-draft", "2025-09", "2025-09-draft")
_FLOAT_FLAGS = ("float_tolerance", "float_absolute_tolerance", "float_relative_tolerance")
_SYSTEM_MEMORY_MB = 1024
_SYSTEM_OUTPUT_MB = 8


class Metadata:
    """What `problem.yaml` says, in one set of words for both forms."""

    def __init__(self, folder: Folder) -> None:
        self.document = Document(folder.root / "problem.yaml", folder.read("problem.yaml"))
        self.document.mapping(())
        version = str(self.document.mapping(()).get("problem_format_version", "legacy"))
        if version not in (*_LEGACY_VERSIONS, *_NEW_VERSIONS):
            known = ", ".join((*_LEGACY_VERSIONS, *_NEW_VERSIONS))
            raise self._wrong("problem_format_version", known)
        self.legacy = version in _LEGACY_VERSIONS
        self.kinds = self._words("type") or ["pass-fail"]
        self.validation = self.document.text(("validation",), "default").split() if self.legacy else []
        self._refuse()

    def _wrong(self, key: str, known: str) -> PackageError:
        return self.document.error((key,), "wrong_value", key=key, known=known)

    def _words(self, key: str) -> list[str]:
        value: Any = self.document.mapping(()).get(key)
        if isinstance(value, str):
            return value.split()
        return [str(one) for one in self.document.sequence((key,))]

    def _refuse(self) -> None:
        known = {"pass-fail", "scoring", "interactive", "multi-pass"}
        if "submit-answer" in self.kinds:
            raise self.document.error(("type",), "unsupported", what="a problem answered without a program")
        if not set(self.kinds) <= known:
            raise self._wrong("type", ", ".join(sorted(known)))
        if self.legacy and (not self.validation or self.validation[0] not in ("default", "custom")):
            raise self._wrong("validation", "default, custom")
        for key in ("constants", "allow_file_writing"):
            if self.document.mapping(()).get(key):
                raise self.document.error((key,), "unsupported", what=key)

    @property
    def scoring(self) -> bool:
        """Say whether submissions get a score."""
        return "scoring" in self.kinds

    @property
    def interactive(self) -> bool:
        """Say whether the validator talks with the submission."""
        return "interactive" in self.kinds or "interactive" in self.validation

    def title(self, fallback: str) -> str:
        """Return the problem's name, in English where there are several."""
        name: Any = self.document.mapping(()).get("name")
        if isinstance(name, dict) and name:
            return str(name.get("en") or next(iter(name.values())))
        return name if isinstance(name, str) else fallback

    def flags(self) -> tuple[str, ...]:
        """Return the flags of the output validator (legacy form)."""
        try:
            return tuple(shlex.split(self.document.text(("validator_flags",), "")))
        except ValueError as error:
            raise self.document.error(("validator_flags",), "flags", why=str(error)) from error

    def languages(self) -> tuple[str, ...]:
        """Return what a learner may write in."""
        found = programs.known_languages(self._words("languages"))
        if not found:
            raise self.document.error(("languages",), "no_program")
        return found

    def passes(self) -> int:
        """Return how many passes there may be."""
        if "multi-pass" not in self.kinds:
            return 1
        return int(self.document.number(("limits", "validation_passes"), 2, 2, 100))

    def limits(self, folder: Folder) -> tuple[Limits, bool, float]:
        """Return the limits, whether a time limit is given, and how it follows from the slowest submission if not."""
        row = self.document.mapping(("limits",))
        seconds = self.document.number(("limits", "time_limit"), 0, 0.05, 300) if "time_limit" in row else 0
        if not seconds and folder.has(".timelimit"):
            seconds = _seconds(folder)
        memory = self.document.number(("limits", "memory"), _SYSTEM_MEMORY_MB, 1, 8192)
        output = self.document.number(("limits", "output"), _SYSTEM_OUTPUT_MB, 1, 64)
        limits = Limits(int(seconds * 1000) or 2000, int(memory), int(output * 1024))
        return limits, bool(seconds), self._factor()

    def _factor(self) -> float:
        if self.legacy:
            return self.document.number(("limits", "time_multiplier"), 5, 1, 100)
        return self.document.number(("limits", "time_multipliers", "ac_to_time_limit"), 2, 1, 100)


def _seconds(folder: Folder) -> float:
    try:
        return min(300.0, max(0.05, float(folder.read(".timelimit", 100))))
    except ValueError as error:
        raise PackageError(folder.root / ".timelimit", 1, "wrong_type", key=".timelimit", wanted="a number") from error


def load(root: Path) -> Problem:
    """Read a package's folder. Raises PackageError."""
    folder = Folder(root)
    metadata = Metadata(folder)
    validator = _validator(folder, metadata)
    flags = metadata.flags() if metadata.legacy else ()
    reader = Reader(
        folder, legacy=metadata.legacy, scoring=metadata.scoring, needs_answers=not metadata.interactive
    )  # fmt: skip
    data = reader.read(flags)
    limits, time_given, factor = metadata.limits(folder)
    shipped, notes = programs.submissions(folder, legacy=metadata.legacy)
    checks, more = programs.input_validators(folder)
    return Problem(
        path=root,
        kind="kattis",
        title=metadata.title(root.name),
        languages=metadata.languages(),
        limits=limits,
        checker=Checker(by_line=False),
        tests=tuple(data.tests) if validator else _with_checkers(metadata, data.tests),
        submissions=tuple(shipped),
        validator=validator,
        groups=tuple(data.groups),
        input_validators=tuple(checks),
        input_flags=data.input_flags,
        invalid_inputs=_invalid_inputs(folder),
        included=_included(folder),
        time_given=time_given,
        time_factor=factor,
        whole_run=not metadata.legacy,
        notes=(*notes, *more),
    )


def _validator(folder: Folder, metadata: Metadata) -> Validator | None:
    wanted = metadata.validation[:1] == ["custom"] or metadata.interactive
    program = None
    if wanted or not metadata.legacy:
        program = programs.output_validator(folder, legacy=metadata.legacy)
        if program is None:  # packages in between the two forms use the other folder's name
            program = programs.output_validator(folder, legacy=not metadata.legacy)
    if program is None:
        if wanted:
            raise PackageError(folder.root, None, "missing", what="the output validator")
        return None
    scores = "score" in metadata.validation or (metadata.scoring and not metadata.legacy)
    return Validator(program, metadata.interactive, scores, metadata.passes())


def _with_checkers(metadata: Metadata, tests: list[Test]) -> tuple[Test, ...]:
    """Give each test the checker that its flags ask for."""
    made = {flags: _checker(metadata, flags) for flags in {test.flags for test in tests}}
    return tuple(replace(test, checker=made[test.flags]) for test in tests)


def _checker(metadata: Metadata, flags: tuple[str, ...]) -> Checker:
    """Turn the default validator's flags into a checker."""
    floats: dict[str, float] = {}
    words = iter(flags)
    plain = set()
    for word in words:
        if word in _FLOAT_FLAGS:
            floats[word] = _tolerance(metadata, next(words, ""))
        elif word in ("case_sensitive", "space_change_sensitive"):
            plain.add(word)
        else:
            raise metadata.document.error(("validator_flags",), "flags", why=f"{word} is not known")
    return Checker(
        ignore_case="case_sensitive" not in plain,
        strict_space="space_change_sensitive" in plain,
        float_tolerance=floats.get("float_tolerance"),
        float_absolute=floats.get("float_absolute_tolerance"),
        float_relative=floats.get("float_relative_tolerance"),
        by_line=False,
    )


def _tolerance(metadata: Metadata, word: str) -> float:
    try:
        return float(word)
    except ValueError as error:
        raise metadata.document.error(("validator_flags",), "flags", why=f"{word!r} is no number") from error


def _invalid_inputs(folder: Folder) -> dict[str, str]:
    """Return the inputs that an input validator must refuse."""
    found = {}
    for home in ("invalid_input", "invalid_inputs"):
        for path in folder.files(f"data/{home}"):
            if path.endswith(".in"):
                found[path] = folder.data(path)
    return found


def _included(folder: Folder) -> dict[str, dict[str, str]]:
    """Return the files that go beside every submission, by language."""
    places = {
        "python3": ["python"],
        "python": ["python"],
        "cpp": ["cpp", "cpp17"],
        "default": ["python", "cpp", "cpp17"],
    }
    found: dict[str, dict[str, str]] = {}
    for home in folder.folders("include"):
        for language in places.get(home.rsplit("/", 1)[-1], []):
            for path in folder.files(home):
                found.setdefault(language, {})[path.rsplit("/", 1)[-1]] = folder.source(path)
    return found
