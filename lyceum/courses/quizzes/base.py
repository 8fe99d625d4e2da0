"""What every kind of question promises."""

import random
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

#: What a form posts: for each name the values, as they were typed.
Posted = Mapping[str, Sequence[str]]


class Unreadable(Exception):
    """What was typed cannot be taken as an answer; the text says to the learner why and what to do."""


@dataclass(frozen=True)
class Flaw:
    """A mistake of the author: where in the question, and the code and values of its message (packs.errors)."""

    at: tuple[str | int, ...]
    code: str
    params: Mapping[str, Any]


@dataclass(frozen=True)
class Mark:
    """Points from 0 to `max`; `right` means all of them. `said` is the author's feedback, as HTML."""

    points: float
    max: float
    right: bool
    said: tuple[str, ...] = ()


class Question(ABC):
    """A question: `spec` is what is right (activity.yaml), `text` its words in one language, rendered."""

    kind: ClassVar[str]
    #: Maps of texts that the question needs, and those that it may have.
    needed_parts: ClassVar[tuple[str, ...]] = ()
    allowed_parts: ClassVar[tuple[str, ...]] = ()

    def __init__(self, spec: Mapping[str, Any], text: Mapping[str, Any], language: str = "en") -> None:
        self.spec, self.text, self.language = spec, text, language

    @property
    def id(self) -> str:
        return str(self.spec["id"])

    @property
    def points(self) -> float:
        return float(self.spec.get("points", 1))

    @property
    def name(self) -> str:
        """The name of its fields in a form."""
        return f"q.{self.id}"

    @classmethod
    def flaws(cls, spec: Mapping[str, Any]) -> Iterator[Flaw]:
        """Mistakes that the schema cannot see."""
        return iter(())

    @classmethod
    def parts(cls, spec: Mapping[str, Any]) -> dict[str, list[str]]:
        """The ids for which each map of texts has words."""
        return {}

    @abstractmethod
    def read(self, posted: Posted) -> Any:
        """The answer in a posted form as a plain JSON value, None when there is none. Raises Unreadable."""

    @abstractmethod
    def share(self, answer: Any) -> float:
        """How right the answer is, from 0 to 1."""

    @abstractmethod
    def typed(self, answer: Any) -> dict[str, list[str]]:
        """The form's fields as they were when this answer was given."""

    @abstractmethod
    def show(self, typed: Posted, seed: int, *, solved: bool) -> dict[str, Any]:
        """What the page needs: fields filled with `typed`, options in the order of `seed`, the right ones if `solved`."""

    def grade(self, answer: Any) -> Mark:
        """Marks of an answer that `read` gave; None counts as wrong."""
        share = 0.0 if answer is None else min(1.0, max(0.0, self.share(answer)))
        right = share >= 1.0
        return Mark(self.points if right else share * self.points, self.points, right, self.feedback(answer, right))

    def feedback(self, answer: Any, right: bool) -> tuple[str, ...]:
        said = self.text.get("right" if right else "wrong", "")
        return (said,) if said else ()

    def shuffled(self, ids: Sequence[str], seed: int, part: str = "") -> list[str]:
        """The ids in the order of this seed: always the same for the same seed."""
        order = list(ids)
        random.Random(f"{seed}/{self.id}/{part}").shuffle(order)  # noqa: S311  (a shuffle, no secret)
        return order

    def one(self, posted: Posted, part: str = "") -> str:
        """The last value posted for a field, "" if there is none."""
        values = posted.get(f"{self.name}.{part}" if part else self.name) or [""]
        return values[-1]
