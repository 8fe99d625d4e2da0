"""The seven kinds of questions as forms: fields from a question, a question from posted fields."""

import re
from abc import ABC, abstractmethod
from collections.abc import Collection
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lyceum.authoring.kinds.base import Posted, lines, one, without_empty

NUMBER = re.compile(r"[-+]?\d{1,15}(?:[.,]\d{1,15})?")
GAP = re.compile(r"\{\{([A-Za-z0-9_-]+)\}\}")
Words = dict[str, Any]


def free_id(stem: str, taken: Collection[str]) -> str:
    number = 1
    while f"{stem}{number}" in taken:
        number += 1
    return f"{stem}{number}"


def free_letter(taken: Collection[str], letters: str = "abcdefghijklmnopqrstuvwxyz") -> str:
    return next((letter for letter in letters if letter not in taken), None) or free_id(letters[0], taken)


def number_of(text: str) -> float | int | str:
    """The number that was typed, with a point or a comma; what is none stays text, and the check tells."""
    text = text.strip()
    if not NUMBER.fullmatch(text) or not text.isascii():
        return text
    value = float(text.replace(",", "."))
    return int(value) if value.is_integer() and "." not in text and "," not in text else value


class QuestionForm(ABC):
    """A question (`spec` and the `text` of one language) between file and form."""

    kind: ClassVar[str]
    name: ClassVar[str | Promise]
    template: ClassVar[str]

    def __init__(self, spec: Words, text: Words) -> None:
        self.spec, self.text = dict(spec), dict(text)

    @property
    def id(self) -> str:
        return str(self.spec["id"])

    def field(self, part: str) -> str:
        return f"q.{self.id}.{part}"

    @classmethod
    @abstractmethod
    def fresh(cls, key: str) -> tuple[Words, Words]:
        """A new question to begin with."""

    @abstractmethod
    def fill(self, posted: Posted) -> None:
        """Take the fields of this kind from a form."""

    @abstractmethod
    def fields(self) -> Words:
        """What the template of this kind needs."""

    def do(self, deed: str, part: str) -> tuple[Words, Words]:
        """Add, move or remove a part (an option, a line, a pair)."""
        return self.spec, self.text

    def read(self, posted: Posted) -> tuple[Words, Words]:
        self.text["prompt"] = one(posted, self.field("prompt")).strip()
        for name in ("right", "wrong"):
            self.text[name] = one(posted, self.field(name)).strip()
        points = one(posted, self.field("points")).strip()
        if points or "points" in self.spec:
            self.spec["points"] = number_of(points or "1")
        self.fill(posted)
        kept = {"prompt": self.text["prompt"], **without_empty(self.text)}
        return self.spec, kept

    def context(self) -> Words:
        return {
            "id": self.id,
            "kind": self.kind,
            "name": self.name,
            "field": f"q.{self.id}",
            "template": f"authoring/questions/{self.template}.html",
            "prompt": self.text.get("prompt", ""),
            "right": self.text.get("right", ""),
            "wrong": self.text.get("wrong", ""),
            "points": self.spec.get("points", ""),
            **self.fields(),
        }

    def words(self, part: str) -> Words:
        found = self.text.get(part)
        return found if isinstance(found, dict) else {}

    def posted_words(self, posted: Posted, part: str, keys: Collection[str]) -> Words:
        return {key: one(posted, self.field(f"{part}.{key}")).strip() for key in keys}


def moved(order: list[str], part: str, step: int) -> list[str]:
    if part not in order:
        return order
    result, place = list(order), order.index(part)
    result.insert(max(0, place + step), result.pop(place))
    return result


class ChoiceForm(QuestionForm):
    template = "choice"

    @classmethod
    def fresh(cls, key: str) -> tuple[Words, Words]:
        answer: Any = ["a"] if cls.kind == "multiple" else "a"
        spec = {"id": key, "kind": cls.kind, "options": ["a", "b", "c"], "answer": answer}
        return spec, {"prompt": "", "options": {"a": "", "b": "", "c": ""}}

    @property
    def options(self) -> list[str]:
        return [str(option) for option in self.spec.get("options") or []]

    def fill(self, posted: Posted) -> None:
        self.text["options"] = self.posted_words(posted, "o", self.options)
        self.text["feedback"] = without_empty(self.posted_words(posted, "f", self.options))
        chosen = [option for option in self.options if option in posted.get(self.field("answer"), [])]
        self.spec["answer"] = chosen if self.kind == "multiple" else (chosen or [self.spec.get("answer", "")])[0]
        if self.field("keep") in posted or "shuffle" in self.spec:
            self.spec["shuffle"] = self.field("keep") not in posted

    def fields(self) -> Words:
        answer = self.spec.get("answer")
        right = answer if isinstance(answer, list) else [answer]
        texts, feedback = self.words("options"), self.words("feedback")
        return {
            "input": "checkbox" if self.kind == "multiple" else "radio",
            "keeps_order": self.spec.get("shuffle") is False,
            "options": [
                {"id": key, "text": texts.get(key, ""), "feedback": feedback.get(key, ""), "is_right": key in right}
                for key in self.options
            ],
        }

    def do(self, deed: str, part: str) -> tuple[Words, Words]:
        options = self.options
        if deed == "add":
            key = free_letter(options)
            options.append(key)
            self.text["options"] = {**self.words("options"), key: ""}
        elif deed == "remove" and part in options and len(options) > 2:
            options.remove(part)
            for name in ("options", "feedback"):
                self.text[name] = {key: words for key, words in self.words(name).items() if key != part}
            self.without_answer(part, options)
        elif deed in {"up", "down"}:
            options = moved(options, part, -1 if deed == "up" else 1)
        self.spec["options"] = options
        return self.spec, {"prompt": self.text.get("prompt", ""), **without_empty(self.text)}

    def without_answer(self, part: str, options: list[str]) -> None:
        answer = self.spec.get("answer")
        if isinstance(answer, list):
            self.spec["answer"] = [key for key in answer if key != part] or options[:1]
        elif answer == part:
            self.spec["answer"] = options[0]


class SingleForm(ChoiceForm):
    kind = "single"
    name = _("One right answer")


class MultipleForm(ChoiceForm):
    kind = "multiple"
    name = _("Several right answers")


class NumericForm(QuestionForm):
    kind = "numeric"
    name = _("A number")
    template = "numeric"

    @classmethod
    def fresh(cls, key: str) -> tuple[Words, Words]:
        return {"id": key, "kind": cls.kind, "answer": 0}, {"prompt": ""}

    def fill(self, posted: Posted) -> None:
        self.spec["answer"] = number_of(one(posted, self.field("answer")))
        for name, read in (("tolerance", number_of), ("unit", str.strip)):
            typed = one(posted, self.field(name)).strip()
            self.spec.pop(name, None)
            if typed:
                self.spec[name] = read(typed)
        pairs = [line.partition("=") for line in lines(posted, self.field("units"))]
        units = {unit.strip(): number_of(factor) for unit, _, factor in pairs}
        self.spec.pop("units", None)
        if units:
            self.spec["units"] = units

    def fields(self) -> Words:
        units = self.spec.get("units") or {}
        return {
            "answer": self.spec.get("answer", ""),
            "tolerance": self.spec.get("tolerance", ""),
            "unit": self.spec.get("unit", ""),
            "units": "\n".join(f"{unit} = {factor}" for unit, factor in units.items()),
        }


class TextForm(QuestionForm):
    kind = "text"
    name = _("A word or a few")
    template = "text"

    @classmethod
    def fresh(cls, key: str) -> tuple[Words, Words]:
        return {"id": key, "kind": cls.kind, "accept": [], "ignore_case": True}, {"prompt": ""}

    def fill(self, posted: Posted) -> None:
        self.spec["accept"] = lines(posted, self.field("accept"))
        self.text["accept"] = lines(posted, self.field("more"))
        if not self.spec["accept"] and self.text["accept"]:
            del self.spec["accept"]
        if self.field("fold") in posted or "ignore_case" in self.spec:
            self.spec["ignore_case"] = self.field("fold") in posted

    def fields(self) -> Words:
        return {
            "accept": "\n".join(map(str, self.spec.get("accept") or [])),
            "more": "\n".join(map(str, self.text.get("accept") or [])),
            "ignores_case": self.spec.get("ignore_case") is True,
        }


class OrderForm(QuestionForm):
    kind = "order"
    name = _("Put in order")
    template = "order"

    @classmethod
    def fresh(cls, key: str) -> tuple[Words, Words]:
        items = ["a", "b", "c"]
        return {"id": key, "kind": cls.kind, "items": items}, {"prompt": "", "items": dict.fromkeys(items, "")}

    @property
    def items(self) -> list[str]:
        return [str(item) for item in self.spec.get("items") or []]

    def fill(self, posted: Posted) -> None:
        self.text["items"] = self.posted_words(posted, "i", self.items)

    def fields(self) -> Words:
        texts = self.words("items")
        return {"items": [{"id": key, "text": texts.get(key, "")} for key in self.items]}

    def do(self, deed: str, part: str) -> tuple[Words, Words]:
        items = self.items
        if deed == "add":
            key = free_letter(items)
            items.append(key)
            self.text["items"] = {**self.words("items"), key: ""}
        elif deed == "remove" and part in items and len(items) > 2:
            items.remove(part)
            self.text["items"] = {key: words for key, words in self.words("items").items() if key != part}
        elif deed in {"up", "down"}:
            items = moved(items, part, -1 if deed == "up" else 1)
        self.spec["items"] = items
        return self.spec, {"prompt": self.text.get("prompt", ""), **without_empty(self.text)}


class MatchForm(QuestionForm):
    kind = "match"
    name = _("Match pairs")
    template = "match"

    @classmethod
    def fresh(cls, key: str) -> tuple[Words, Words]:
        spec = {"id": key, "kind": cls.kind, "pairs": {"a": "x1", "b": "x2"}}
        return spec, {"prompt": "", "left": {"a": "", "b": ""}, "right_side": {"x1": "", "x2": ""}}

    @property
    def pairs(self) -> Words:
        found = self.spec.get("pairs")
        return dict(found) if isinstance(found, dict) else {}

    @property
    def distractors(self) -> list[str]:
        return list(self.spec.get("distractors") or [])

    def rights(self) -> list[str]:
        return list(dict.fromkeys([*self.pairs.values(), *self.distractors]))

    def fill(self, posted: Posted) -> None:
        self.text["left"] = self.posted_words(posted, "l", self.pairs)
        self.text["right_side"] = self.posted_words(posted, "r", self.rights())

    def fields(self) -> Words:
        left, right = self.words("left"), self.words("right_side")
        shared = list(self.pairs.values())
        return {
            "pairs": [
                {
                    "id": key,
                    "left": left.get(key, ""),
                    "right_id": goal,
                    "right": right.get(goal, ""),
                    "repeats": goal in shared[:place],
                }
                for place, (key, goal) in enumerate(self.pairs.items())
            ],
            "distractors": [{"id": key, "text": right.get(key, "")} for key in self.distractors],
        }

    def do(self, deed: str, part: str) -> tuple[Words, Words]:
        pairs, distractors = self.pairs, self.distractors
        if deed in {"add", "distract"}:
            goal = free_id("x", self.rights())
            self.text["right_side"] = {**self.words("right_side"), goal: ""}
            if deed == "add":
                key = free_letter(pairs)
                pairs[key] = goal
                self.text["left"] = {**self.words("left"), key: ""}
            else:
                distractors.append(goal)
        elif deed == "remove" and part in distractors:
            distractors.remove(part)
        elif deed == "remove" and part in pairs and len(pairs) > 2:
            del pairs[part]
        self.spec["pairs"] = pairs
        self.spec.pop("distractors", None)
        if distractors:
            self.spec["distractors"] = distractors
        self.keep_only(pairs)
        return self.spec, {"prompt": self.text.get("prompt", ""), **without_empty(self.text)}

    def keep_only(self, pairs: Words) -> None:
        rights = self.rights()
        self.text["left"] = {key: words for key, words in self.words("left").items() if key in pairs}
        self.text["right_side"] = {key: words for key, words in self.words("right_side").items() if key in rights}


class FillForm(QuestionForm):
    """Gaps follow the text: writing {{name}} makes one, taking it out removes it."""

    kind = "fill"
    name = _("Fill the gaps")
    template = "fill"

    @classmethod
    def fresh(cls, key: str) -> tuple[Words, Words]:
        spec = {"id": key, "kind": cls.kind, "blanks": {"one": {"accept": []}}}
        return spec, {"prompt": "", "text": "… {{one}} …"}

    @property
    def blanks(self) -> Words:
        found = self.spec.get("blanks")
        return dict(found) if isinstance(found, dict) else {}

    def fill(self, posted: Posted) -> None:
        text = one(posted, self.field("text")).strip("\n")
        self.text["text"] = text
        blanks = self.blanks
        gaps = list(dict.fromkeys(GAP.findall(text)))
        self.spec["blanks"] = {gap: self.blank(blanks.get(gap) or {}, gap, posted) for gap in gaps}
        self.text["blanks"] = {key: forms for key, forms in self.words("blanks").items() if key in gaps}
        self.text.pop("code", None)
        if self.field("code") in posted:
            self.text["code"] = True

    def blank(self, blank: Words, gap: str, posted: Posted) -> Words:
        changed = {**blank, "accept": lines(posted, self.field(f"a.{gap}"))}
        options = lines(posted, self.field(f"c.{gap}"))
        if options or "options" in changed:
            changed["options"] = options or None
        if self.field(f"fold.{gap}") in posted or "ignore_case" in changed:
            changed["ignore_case"] = self.field(f"fold.{gap}") in posted
        return changed

    def fields(self) -> Words:
        return {
            "text": self.text.get("text", ""),
            "is_code": self.text.get("code") is True,
            "blanks": [
                {
                    "id": gap,
                    "accept": "\n".join(map(str, blank.get("accept") or [])),
                    "options": "\n".join(map(str, blank.get("options") or [])),
                    "ignores_case": blank.get("ignore_case") is True,
                }
                for gap, blank in self.blanks.items()
            ],
        }


FORMS: dict[str, type[QuestionForm]] = {
    form.kind: form for form in (SingleForm, MultipleForm, NumericForm, TextForm, OrderForm, MatchForm, FillForm)
}
