"""Questions answered by putting things in order or together."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from lyceum.courses.quizzes.base import Flaw, Posted, Question, Unreadable


class Order(Question):
    """Items in their right order; each gets a place by number. Neighbours that follow each other rightly count."""

    kind = "order"
    needed_parts = ("items",)

    @classmethod
    def parts(cls, spec: Mapping[str, Any]) -> dict[str, list[str]]:
        return {"items": spec["items"]}

    def read(self, posted: Posted) -> list[str] | None:
        places = {item: self.one(posted, item) for item in self.spec["items"]}
        if not any(places.values()):
            return None
        numbers = {str(place) for place in range(1, len(places) + 1)}
        if set(places.values()) != numbers:
            raise Unreadable(_("Give each line a number of its own, so that every number is used once."))
        return sorted(places, key=lambda item: int(places[item]))

    def share(self, answer: Any) -> float:
        follows = set(pairwise(self.spec["items"]))
        return sum(pair in follows for pair in pairwise(answer)) / len(follows)

    def typed(self, answer: Any) -> dict[str, list[str]]:
        return {f"{self.name}.{item}": [str(place)] for place, item in enumerate(answer or [], start=1)}

    def show(self, typed: Posted, seed: int, *, solved: bool) -> dict[str, Any]:
        items = self.spec["items"]
        order = self.shuffled(items, seed)
        if order == items:
            order = [*items[1:], items[0]]
        texts = self.text["items"]
        lines = {item: {"html": texts[item], "is_code": _is_code(texts[item])} for item in items}
        rows = [{"name": f"{self.name}.{item}", "value": self.one(typed, item), **lines[item]} for item in order]
        places = [str(place) for place in range(1, len(items) + 1)]
        return {"rows": rows, "places": places, "right": [lines[item] for item in items] if solved else []}


def _is_code(html: str) -> bool:
    """Whether this is a line of a program and nothing else: it starts at the left in every language."""
    return html.startswith("<code") and html.endswith("</code>") and html.count("<code") == 1


class Match(Question):
    """Each thing on the left goes with one on the right; some on the right may go with none."""

    kind = "match"
    needed_parts = ("left", "right_side")

    @classmethod
    def rights(cls, spec: Mapping[str, Any]) -> list[str]:
        return list(dict.fromkeys([*spec["pairs"].values(), *spec.get("distractors", [])]))

    @classmethod
    def parts(cls, spec: Mapping[str, Any]) -> dict[str, list[str]]:
        return {"left": list(spec["pairs"]), "right_side": cls.rights(spec)}

    @classmethod
    def flaws(cls, spec: Mapping[str, Any]) -> Iterator[Flaw]:
        for distractor in spec.get("distractors", []):
            if distractor in spec["pairs"].values():
                yield Flaw(("distractors",), "answer_unknown", {"id": distractor, "question": spec["id"]})

    def read(self, posted: Posted) -> dict[str, str] | None:
        rights = self.rights(self.spec)
        chosen = {left: self.one(posted, left) for left in self.spec["pairs"]}
        answer = {left: right for left, right in chosen.items() if right in rights}
        return answer or None

    def share(self, answer: Any) -> float:
        pairs = self.spec["pairs"]
        right = [left for left in pairs if answer.get(left) == pairs[left]]
        return len(right) / len(pairs)

    def typed(self, answer: Any) -> dict[str, list[str]]:
        return {f"{self.name}.{left}": [right] for left, right in (answer or {}).items()}

    def show(self, typed: Posted, seed: int, *, solved: bool) -> dict[str, Any]:
        texts = self.text["right_side"]
        choices = [
            {"id": right, "text": texts[right]} for right in self.shuffled(self.rights(self.spec), seed, "right")
        ]
        rows = [
            {
                "name": f"{self.name}.{left}",
                "html": self.text["left"][left],
                "value": self.one(typed, left),
                "right": texts[right] if solved else "",
            }
            for left, right in self.spec["pairs"].items()
        ]
        return {"rows": rows, "choices": choices}
