"""Who keeps what about a person: every app that does says how it is exported and how it is erased.

Names are app labels; a test fails when an app with rows of a profile or account is registered for neither.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from django.utils.functional import Promise

from lyceum.people.models import Profile

#: (path in the ZIP, content): bytes are a file, all else becomes JSON.
Piece: TypeAlias = tuple[str, object]
Exporter: TypeAlias = Callable[[Profile], Iterable[Piece]]
EraseFunction: TypeAlias = Callable[[Profile], None]


@dataclass(frozen=True)
class Eraser:
    function: EraseFunction
    # What must stay, in words for the person; empty if nothing does.
    keeps: Promise | str = ""


_exporters: dict[str, Exporter] = {}
_erasers: dict[str, Eraser] = {}


def register_export(name: str, function: Exporter) -> None:
    """Put what `function` yields into the export of a person, in the folder `name`."""
    _exporters[name] = function


def register_eraser(name: str, function: EraseFunction, *, keeps: Promise | str = "") -> None:
    """Have `function` erase or anonymise what its app keeps of a person. Run twice, the second time changes nothing."""
    _erasers[name] = Eraser(function, keeps)


def exporters() -> dict[str, Exporter]:
    return dict(sorted(_exporters.items()))


def erasers() -> dict[str, Eraser]:
    """People comes last: the others may still have to ask who the person is."""
    return dict(sorted(_erasers.items(), key=lambda entry: (entry[0] == "people", entry[0])))
