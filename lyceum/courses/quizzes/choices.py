"""Questions answered by choosing among options."""

from collections.abc import Iterator, Mapping
from typing import Any

from lyceum.courses.quizzes.base import Flaw, Posted, Question


class Choice(Question):
    allowed_parts = ("feedback",)
    needed_parts = ("options",)

    @classmethod
    def parts(cls, spec: Mapping[str, Any]) -> dict[str, list[str]]:
        return {"options": spec["options"], "feedback": spec["options"]}

    @classmethod
    def right_ids(cls, spec: Mapping[str, Any]) -> list[str]:
        answer = spec["answer"]
        return list(answer) if isinstance(answer, list) else [answer]

    @classmethod
    def flaws(cls, spec: Mapping[str, Any]) -> Iterator[Flaw]:
        for answer in cls.right_ids(spec):
            if answer not in spec["options"]:
                yield Flaw(("answer",), "answer_unknown", {"id": answer, "question": spec["id"]})

    def feedback(self, answer: Any, right: bool) -> tuple[str, ...]:
        chosen = answer if isinstance(answer, list) else [answer]
        said = tuple(self.text.get("feedback", {}).get(option, "") for option in chosen if option is not None)
        return tuple(html for html in said if html) + super().feedback(answer, right)

    def show(self, typed: Posted, seed: int, *, solved: bool) -> dict[str, Any]:
        ids = self.spec["options"]
        order = self.shuffled(ids, seed) if self.spec.get("shuffle", True) else ids
        chosen, right = typed.get(self.name) or [], self.right_ids(self.spec)
        return {
            "input": "checkbox" if self.kind == "multiple" else "radio",
            "options": [
                {
                    "id": option,
                    "html": self.text["options"][option],
                    "chosen": option in chosen,
                    "right": solved and option in right,
                }
                for option in order
            ],
        }


class Single(Choice):
    """One option is right."""

    kind = "single"

    def read(self, posted: Posted) -> str | None:
        chosen = self.one(posted)
        return chosen if chosen in self.spec["options"] else None

    def share(self, answer: Any) -> float:
        return float(answer == self.spec["answer"])

    def typed(self, answer: Any) -> dict[str, list[str]]:
        return {self.name: [answer]} if answer else {}


class Multiple(Choice):
    """Several options may be right; each right one counts for, each wrong one against."""

    kind = "multiple"

    def read(self, posted: Posted) -> list[str] | None:
        chosen = posted.get(self.name) or []
        return [option for option in self.spec["options"] if option in chosen] or None

    def share(self, answer: Any) -> float:
        right, chosen = set(self.spec["answer"]), set(answer)
        return max(0.0, (len(chosen & right) - len(chosen - right)) / len(right))

    def typed(self, answer: Any) -> dict[str, list[str]]:
        return {self.name: list(answer)} if answer else {}
