"""Questions answered by writing: numbers, words, gaps in a text."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, localcontext
from typing import Any

from django.utils.translation import gettext as _

from lyceum.courses.quizzes.base import Flaw, Posted, Question, Unreadable
from lyceum.courses.quizzes.written import MAX_LENGTH, NotANumber, number_and_unit, words
from lyceum.ui.formats import number

GAP = re.compile(r"\{\{([A-Za-z0-9_-]+)\}\}")


def _length_checked(text: str) -> str:
    if len(text) > MAX_LENGTH:
        raise Unreadable(
            _("That is longer than %(limit)s letters. A few words are enough.") % {"limit": number(MAX_LENGTH)}
        )
    return text


class Numeric(Question):
    """A number, within a tolerance, in any of the units."""

    kind = "numeric"
    allowed_parts = ("units",)

    def read(self, posted: Posted) -> str | None:
        typed = _length_checked(self.one(posted)).strip()
        if typed:
            self.value(typed)
        return typed or None

    def value(self, typed: str) -> Decimal:
        """The number in the question's unit. Raises Unreadable."""
        try:
            value, unit = number_and_unit(typed, self.language)
        except NotANumber:
            raise Unreadable(_("Write one number, such as %(example)s.") % {"example": number(12.5)}) from None
        factors = self.factors()
        if unit and unit not in factors:
            raise Unreadable(self.about_units(unit))
        with localcontext(prec=60):
            return value * factors.get(unit, Decimal(1))

    def factors(self) -> dict[str, Decimal]:
        """How many of the question's unit each unit is; a language may have words of its own for them."""
        factors = {name: Decimal(str(factor)) for name, factor in self.spec.get("units", {}).items()}
        if "unit" in self.spec:
            factors[self.spec["unit"]] = Decimal(1)
        for word, name in self.text.get("units", {}).items():
            if name in factors:
                factors[word] = factors[name]
        return factors

    def about_units(self, unit: str) -> str:
        units = ", ".join(self.factors())
        if not units:
            return _("Write the number only, without “%(unit)s”.") % {"unit": unit}
        return _("“%(unit)s” is not a unit of this question. Use one of these: %(units)s.") % {
            "unit": unit,
            "units": units,
        }

    def share(self, answer: Any) -> float:
        try:
            value = self.value(answer)
        except Unreadable:
            return 0.0
        with localcontext(prec=60):
            distance = abs(value - Decimal(str(self.spec["answer"])))
        return float(distance <= Decimal(str(self.spec.get("tolerance", 0))))

    def typed(self, answer: Any) -> dict[str, list[str]]:
        return {self.name: [answer or ""]}

    def show(self, typed: Posted, seed: int, *, solved: bool) -> dict[str, Any]:
        unit = self.spec.get("unit", "")
        unit = next((word for word, name in self.text.get("units", {}).items() if name == unit), unit)
        right = f"{number(self.spec['answer'])} {unit}".strip() if solved else ""
        return {"value": self.one(typed), "unit": unit, "right": right}


def accepts(spec: Mapping[str, Any], more: list[str], answer: str) -> bool:
    """Whether what was written is one of the accepted forms."""
    fold = bool(spec.get("ignore_case", False))
    forms = {words(form, ignore_case=fold) for form in [*(spec.get("accept") or []), *more]}
    return words(answer, ignore_case=fold) in forms


class Text(Question):
    """A word or a few, in one of the accepted forms."""

    kind = "text"
    allowed_parts = ("accept",)

    def read(self, posted: Posted) -> str | None:
        return _length_checked(self.one(posted)).strip() or None

    def share(self, answer: Any) -> float:
        return float(accepts(self.spec, self.text.get("accept", []), answer))

    def typed(self, answer: Any) -> dict[str, list[str]]:
        return {self.name: [answer or ""]}

    def show(self, typed: Posted, seed: int, *, solved: bool) -> dict[str, Any]:
        forms = [*self.text.get("accept", []), *self.spec.get("accept", [])]
        return {"value": self.one(typed), "right": forms[0] if solved and forms else ""}


class Fill(Question):
    """Gaps in a text or a program; each has its accepted forms or its options."""

    kind = "fill"
    needed_parts = ("text",)
    allowed_parts = ("blanks", "code")

    @property
    def blanks(self) -> dict[str, Any]:
        return dict(self.spec["blanks"])

    @classmethod
    def flaws(cls, spec: Mapping[str, Any]) -> Iterator[Flaw]:
        for name, blank in spec["blanks"].items():
            if not blank["accept"]:
                yield Flaw(("blanks", name), "accept_empty", {"at": name})
            elif blank.get("options") and not any(accepts(blank, [], option) for option in blank["options"]):
                yield Flaw(("blanks", name), "answer_unknown", {"id": blank["accept"][0], "question": spec["id"]})

    def read(self, posted: Posted) -> dict[str, str] | None:
        answer = {name: _length_checked(self.one(posted, name)).strip() for name in self.blanks}
        return answer if any(answer.values()) else None

    def share(self, answer: Any) -> float:
        extra = self.text.get("blanks", {})
        right = [accepts(blank, extra.get(name, []), answer.get(name, "")) for name, blank in self.blanks.items()]
        return sum(right) / len(right)

    def typed(self, answer: Any) -> dict[str, list[str]]:
        return {f"{self.name}.{name}": [value] for name, value in (answer or {}).items()}

    def show(self, typed: Posted, seed: int, *, solved: bool) -> dict[str, Any]:
        pieces: list[dict[str, Any]] = []
        for place, piece in enumerate(GAP.split(self.text["text"])):
            pieces.append(self.gap(piece, place, typed, solved) if place % 2 else {"text": piece})
        return {"pieces": pieces, "code": self.text.get("code", False)}

    def gap(self, name: str, place: int, typed: Posted, solved: bool) -> dict[str, Any]:
        blank = self.blanks[name]
        return {
            "name": f"{self.name}.{name}",
            "number": place // 2 + 1,
            "value": self.one(typed, name),
            "options": blank.get("options") or [],
            "width": min(40, max(4, *(len(form) + 2 for form in blank["accept"]))),
            "right": blank["accept"][0] if solved else "",
        }
