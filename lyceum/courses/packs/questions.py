"""Checks and renders the questions of a quiz."""

from collections import Counter
from typing import Any

from lyceum.courses.packs.markdown import Setting, plain, render, render_inline
from lyceum.courses.packs.whereabouts import Whereabouts
from lyceum.courses.packs.yamlfiles import Document
from lyceum.courses.quizzes import KINDS
from lyceum.courses.quizzes.entries import GAP

RENDERED_PARTS = ("options", "feedback", "items", "left")
KEPT = ("accept", "units", "blanks", "code")
PART_NAMES = {"options", "feedback", "items", "left", "right_side"}


def check_questions(document: Document, where: Whereabouts) -> None:
    """Report ids that stand twice, answers that are no options, skills that do not exist."""
    seen: set[str] = set()
    for place, spec in enumerate(document.data["questions"]):
        at = ("questions", place)
        if spec["id"] in seen:
            where.errors.add(document.path, document.line(*at), "question_twice", id=spec["id"])
        seen.add(spec["id"])
        for flaw in KINDS[spec["kind"]].flaws(spec):
            where.errors.add(document.path, document.line(*at, *flaw.at), flaw.code, **flaw.params)
        for number, skill in enumerate(spec.get("skills", [])):
            where.check_skill(document, skill, *at, "skills", number)


def question_texts(document: Document, words: Document, setting: Setting) -> dict[str, Any]:
    """The texts of all questions in one language, rendered; each must have what its kind asks for, and no more."""
    specs = {spec["id"]: spec for spec in document.data["questions"]}
    texts = words.data["questions"]
    for key in texts:
        if key not in specs:
            setting.errors.add(words.path, words.line("questions", key), "question_text_unknown", id=key)
    for key in specs:
        if key not in texts:
            setting.errors.add(words.path, words.line("questions"), "question_text_missing", id=key)
    return {key: _Words(spec, texts[key], words, setting).rendered() for key, spec in specs.items() if key in texts}


class _Words:
    """The words of one question."""

    def __init__(self, spec: dict[str, Any], text: dict[str, Any], words: Document, setting: Setting) -> None:
        self.spec, self.text, self.words, self.setting = spec, text, words, setting
        self.kind = KINDS[spec["kind"]]

    def add(self, at: tuple[str, ...], code: str, /, **params: Any) -> None:
        line = self.words.line("questions", self.spec["id"], *at)
        self.setting.errors.add(self.words.path, line, code, **params)

    def start(self, *at: str) -> int:
        return self.words.start("questions", self.spec["id"], *at)

    def rendered(self) -> dict[str, Any]:
        self.check_parts()
        result: dict[str, Any] = {"prompt": render(self.text["prompt"], self.setting, self.start("prompt"))}
        for name in ("right", "wrong"):
            if name in self.text:
                result[name] = render_inline(self.text[name], self.setting, self.start(name))
        for name in RENDERED_PARTS:
            if name in self.text:
                result[name] = {
                    key: render_inline(text, self.setting, self.start(name, key))
                    for key, text in self.text[name].items()
                }
        if "right_side" in self.text:
            result["right_side"] = {key: plain(text) for key, text in self.text["right_side"].items()}
        if "text" in self.text:
            result["text"] = self.text["text"]
        return result | {name: self.text[name] for name in KEPT if name in self.text}

    def check_parts(self) -> None:
        needed, allowed = self.kind.needed_parts, self.kind.allowed_parts
        ids = self.kind.parts(self.spec)
        for name in needed:
            if name not in self.text:
                self.add((), "missing_key", key=name)
        for name in self.text:
            if name not in {*needed, *allowed, "prompt", "right", "wrong"}:
                self.add((name,), "unknown_key", key=name)
            elif name in PART_NAMES:
                self.check_part(name, ids[name], complete=name in needed)
        if self.spec["kind"] == "fill" and "text" in self.text:
            self.check_gaps()
        if self.spec["kind"] == "text" and not (self.spec.get("accept") or self.text.get("accept")):
            self.add(("prompt",), "accept_empty", at=self.spec["id"])

    def check_part(self, name: str, ids: list[str], *, complete: bool) -> None:
        for key in self.text[name]:
            if key not in ids:
                self.add((name, key), "part_unknown", at=name, id=key)
        for key in ids if complete else []:
            if key not in self.text[name]:
                self.add((name,), "part_missing", at=name, id=key)

    def check_gaps(self) -> None:
        gaps = Counter(GAP.findall(self.text["text"]))
        for key in {*gaps, *self.spec["blanks"]}:
            if gaps[key] != 1 or key not in self.spec["blanks"]:
                self.add(("text",), "blank_in_text", id=key)
