"""The kinds of notices that there are; each app registers its own when it is loaded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from lyceum.ui import formats


@dataclass(frozen=True)
class Kind:
    """`sentence` has named placeholders (`%(title)s`); values whose names end in `_at` are ISO 8601 times.

    `mail` is when it is mailed to people who chose nothing: now, daily, weekly, never.
    """

    name: str
    label: str | Promise
    sentence: str | Promise
    mail: str

    def say(self, values: Mapping[str, Any]) -> str:
        """The sentence in the language in force; what people typed is kept from turning the words around it."""
        return str(self.sentence) % {name: _shown(name, value) for name, value in values.items()}


_kinds: dict[str, Kind] = {}


def register_kind(name: str, *, label: str | Promise, sentence: str | Promise, mail: str = "daily") -> None:
    _kinds[name] = Kind(name, label, sentence, mail)


def kind_named(name: str) -> Kind | None:
    """None for a kind that this edition no longer has; its notices are not shown."""
    return _kinds.get(name)


def all_kinds() -> list[Kind]:
    return sorted(_kinds.values(), key=lambda kind: kind.name)


def _shown(name: str, value: Any) -> str:
    if name.endswith("_at"):
        return formats.moment(datetime.fromisoformat(value))
    if isinstance(value, int | float):
        return formats.number(value)
    return formats.isolated(str(value))
