"""Editor of surveys: questions without right answers."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lyceum.authoring.kinds.base import Editor, new_activity, one, whole, without_empty
from lyceum.authoring.kinds.questions import free_id, free_letter, moved
from lyceum.authoring.tree import Changes
from lyceum.courses.api import dump_yaml, rewrite_yaml

KINDS: dict[str, str | Promise] = {
    "single": _("One answer"),
    "multiple": _("Several answers"),
    "scale": _("A scale"),
    "text": _("Own words"),
}
Words = dict[str, Any]


def fresh(key: str, kind: str) -> tuple[Words, Words]:
    spec: Words = {"id": key, "kind": kind}
    if kind in {"single", "multiple"}:
        return {**spec, "options": ["a", "b"]}, {"prompt": "", "options": {"a": "", "b": ""}}
    return ({**spec, "steps": 5} if kind == "scale" else spec), {"prompt": ""}


class SurveyEditor(Editor):
    """Options are written one a line; a line keeps its letter, so that translations stay with it."""

    kind = "survey"
    name = _("Survey")
    suffix = ".yaml"
    template = "authoring/kinds/survey.html"

    @classmethod
    def new_files(cls, title: str, language: str) -> dict[str, str]:
        spec, text = fresh("s1", "single")
        return {
            "activity.yaml": new_activity(cls.kind, 3, anonymous=True, questions=[spec]),
            f"{language}.yaml": dump_yaml({"title": title, "questions": {"s1": text}}),
        }

    def questions(self) -> dict[str, tuple[Words, Words]]:
        specs = self.tree.data(self.spec_path).get("questions")
        found = self.tree.data(self.text_path).get("questions")
        words = found if isinstance(found, dict) else {}
        rows = [spec for spec in specs or [] if isinstance(spec, dict) and spec.get("kind") in KINDS and "id" in spec]
        return {str(spec["id"]): (spec, words.get(spec["id"]) or {}) for spec in rows}

    def changes(self) -> Changes:
        questions = self.posted_questions()
        spec = self.general()
        spec.pop("questions", None)
        if "anonymous" in self.posted or "anonymous" in spec:
            spec["anonymous"] = "anonymous" in self.posted
        spec["questions"] = [one for one, _text in questions.values()]
        words = {
            **self.tree.data(self.text_path),
            "intro": one(self.posted, "intro").strip(),
            "questions": {key: text for key, (_spec, text) in questions.items()},
        }
        words = {"title": one(self.posted, "title").strip(), **without_empty({**words, "title": ""})}
        return {**self.spec_change(spec), self.text_path: rewrite_yaml(self.tree.text(self.text_path), words)}

    def posted_questions(self) -> dict[str, tuple[Words, Words]]:
        known, (do, _colon, target) = self.questions(), one(self.posted, "do").partition(":")
        order = [key for key in one(self.posted, "order").split() if key in known]
        if do in {"up", "down"}:
            order = moved(order, target, -1 if do == "up" else 1)
        rows = {key: self._posted(*known[key]) for key in order if (do, target) != ("remove", key)}
        if do == "add" and target in KINDS:
            key = free_id("s", known)
            rows[key] = fresh(key, target)
        return rows

    def _posted(self, spec: Words, text: Words) -> tuple[Words, Words]:
        prefix = f"s.{spec['id']}."
        changed = {key: value for key, value in spec.items() if key != "optional"}
        if prefix + "optional" in self.posted:
            changed["optional"] = True
        words: Words = {"prompt": one(self.posted, prefix + "prompt").strip()}
        if "options" in spec:
            words["options"] = self._options(spec, one(self.posted, prefix + "options"))
            changed["options"] = list(words["options"])
        if spec["kind"] == "scale":
            changed |= without_empty({"steps": whole(one(self.posted, prefix + "steps"))})
            words |= without_empty({name: one(self.posted, prefix + name).strip() for name in ("low", "high")})
        return changed, words

    @staticmethod
    def _options(spec: Words, typed: str) -> dict[str, str]:
        """Each line with the letter of the option that stood there, further lines with new ones."""
        letters, options = list(spec["options"]), dict[str, str]()
        for place, line in enumerate(line.strip() for line in typed.strip("\n").split("\n")):
            key = letters[place] if place < len(letters) else free_letter({*letters, *options})
            options[key] = line
        return options

    def context(self) -> dict[str, Any]:
        data = self.tree.data(self.spec_path)
        rows = [
            {**spec, "text": text, "field": f"s.{key}", "name": KINDS[spec["kind"]], "lines": _lines(spec, text)}
            for key, (spec, text) in self.questions().items()
        ]
        return {
            **self.general_context(),
            "intro": self.tree.data(self.text_path).get("intro", ""),
            "anonymous": data.get("anonymous") is True,
            "questions": rows,
            "order": " ".join(self.questions()),
            "question_kinds": list(KINDS.items()),
        }

    def field_of(self, name: str, at: tuple[str | int, ...]) -> str:
        if len(at) < 2 or at[0] != "questions":
            return super().field_of(name, at)
        keys = list(self.questions())
        return f"s.{keys[at[1]]}" if isinstance(at[1], int) and at[1] < len(keys) else f"s.{at[1]}"


def _lines(spec: Words, text: Words) -> str:
    options = text.get("options") or {}
    return "\n".join(str(options.get(key, "")) for key in spec.get("options") or [])
