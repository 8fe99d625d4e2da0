"""What a language is to the judge. A new one is a file with a class of these, and a line in the registry."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from ..box import Box, Outcome
from ..model import Limits, Verdict


class CompileError(Exception):
    """The source is not a program. `output` says why in the compiler's words, `line` where, if it is known."""

    def __init__(self, output: str, line: int | None = None) -> None:
        super().__init__(output)
        self.output = output
        self.line = line


@dataclass(frozen=True)
class Fault:
    """What a language knows about a failed run: its verdict, a short message, the line of the learner's source."""

    verdict: Verdict
    message: str
    line: int | None = None


@dataclass
class Executable:
    """A program that is ready to run in its open box."""

    box: Box
    order: Mapping[str, Any]
    language: Language
    static_bytes: int = 0  # what it asks for before it starts

    def fault(self, outcome: Outcome, limits: Limits) -> Fault:
        """Explain a run that ended with a signal or a code other than 0."""
        return self.language.fault(outcome, limits, self.static_bytes)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.box.close()


class Language(ABC):
    """One language: how it is built, started, and how its failures read."""

    name: str
    title: str
    extensions: tuple[str, ...]
    main_file: str
    calls_functions = False

    @abstractmethod
    def version(self) -> str:
        """Return the compiler's or interpreter's version. Raises BoxLost where it is not installed."""

    @abstractmethod
    def build(self, files: Mapping[str, bytes], limits: Limits, writable: int = 0) -> Executable:
        """Compile in a box. The first file is the main one. Raises CompileError.

        `writable` bytes give the program a folder to write in, which only a package's own validator gets.
        """

    @abstractmethod
    def fault(self, outcome: Outcome, limits: Limits, static_bytes: int) -> Fault:
        """Explain a run that ended with a signal or a code other than 0."""

    @abstractmethod
    def self_test(self) -> tuple[str, str, str]:
        """Return (source, input, output) of a program that shows that the language works."""
