"""Editor of quizzes: questions in an order; each kind of question has its class in `questions`."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from lyceum.authoring.kinds.base import Editor, Posted, new_activity, one, without_empty
from lyceum.authoring.kinds.questions import FORMS, QuestionForm, free_id, number_of
from lyceum.authoring.tree import Changes
from lyceum.courses.api import dump_yaml, rewrite_yaml

Question = tuple[dict[str, Any], dict[str, Any]]


class QuizEditor(Editor):
    """`do` in the posted form names what a button wants besides saving, such as `add:single` or `up:q2`."""

    kind = "quiz"
    name = _("Quiz")
    suffix = ".yaml"
    template = "authoring/kinds/quiz.html"

    @classmethod
    def new_files(cls, title: str, language: str) -> dict[str, str]:
        spec, text = FORMS["single"].fresh("q1")
        return {
            "activity.yaml": new_activity(cls.kind, 5, questions=[spec]),
            f"{language}.yaml": dump_yaml({"title": title, "questions": {"q1": text}}),
        }

    def questions(self) -> list[Question]:
        """What is right and the words, of every question that the files have now."""
        specs = self.tree.data(self.spec_path).get("questions")
        texts = self.tree.data(self.text_path).get("questions")
        words = texts if isinstance(texts, dict) else {}
        return [(spec, words.get(spec["id"]) or {}) for spec in specs or [] if spec.get("kind") in FORMS]

    def changes(self) -> Changes:
        questions = [_read(spec, text, self.posted) for spec, text in self._in_posted_order()]
        do, _, target = one(self.posted, "do").partition(":")
        questions = DEEDS[do](questions, target) if do in DEEDS else questions
        return self.with_questions(questions)

    def with_questions(self, questions: list[Question]) -> Changes:
        """The quiz with these questions and the other values of the form."""
        spec = {**self.general(), "questions": [spec for spec, _ in questions]}
        for name in ("pass", "attempts"):
            if one(self.posted, name).strip() or name in spec:
                spec[name] = number_of(one(self.posted, name) or "0")
        spec |= {"shuffle": "shuffle" in self.posted} if "shuffle" in self.posted or "shuffle" in spec else {}
        words = {
            **self.tree.data(self.text_path),
            "title": one(self.posted, "title").strip(),
            "intro": one(self.posted, "intro").strip(),
            "questions": {spec["id"]: text for spec, text in questions},
        }
        words = {"title": words["title"], **without_empty({k: v for k, v in words.items() if k != "title"})}
        return {
            **self.spec_change(_in_order(spec)),
            self.text_path: rewrite_yaml(self.tree.text(self.text_path), words),
        }

    def _in_posted_order(self) -> list[Question]:
        """The questions that the form showed; what another author added meanwhile is not in it, and is merged later."""
        known = {spec["id"]: (spec, text) for spec, text in self.questions()}
        return [known[key] for key in one(self.posted, "order").split() if key in known]

    def context(self) -> dict[str, Any]:
        data, words = self.tree.data(self.spec_path), self.tree.data(self.text_path)
        forms = [FORMS[spec["kind"]](spec, text) for spec, text in self.questions()]
        return {
            **self.general_context(),
            "intro": words.get("intro", ""),
            "pass": data.get("pass", ""),
            "attempts": data.get("attempts", ""),
            "shuffle": data.get("shuffle") is True,
            "questions": [form.context() for form in forms],
            "order": " ".join(form.id for form in forms),
            "question_kinds": [(kind, form.name) for kind, form in FORMS.items()],
        }

    def field_of(self, name: str, at: tuple[str | int, ...]) -> str:
        if len(at) < 2 or at[0] != "questions":
            return super().field_of(name, at)
        if isinstance(at[1], int):
            specs = self.tree.data(self.spec_path)["questions"]
            return f"q.{specs[at[1]].get('id')}"
        return f"q.{at[1]}"


def _in_order(spec: dict[str, Any]) -> dict[str, Any]:
    """Questions last, as the packs have them."""
    return {**{key: value for key, value in spec.items() if key != "questions"}, "questions": spec["questions"]}


def _read(spec: dict[str, Any], text: dict[str, Any], posted: Posted) -> Question:
    return FORMS[spec["kind"]](spec, text).read(posted)


def _add(questions: list[Question], kind: str) -> list[Question]:
    taken = {spec["id"] for spec, _ in questions}
    return [*questions, FORMS[kind].fresh(free_id("q", taken))] if kind in FORMS else questions


def _remove(questions: list[Question], key: str) -> list[Question]:
    return [question for question in questions if question[0]["id"] != key]


def _move(questions: list[Question], key: str, step: int) -> list[Question]:
    keys = [spec["id"] for spec, _ in questions]
    if key not in keys:
        return questions
    moved = list(questions)
    place = keys.index(key)
    question = moved.pop(place)
    moved.insert(max(0, place + step), question)
    return moved


def _inside(questions: list[Question], target: str) -> list[Question]:
    """A deed inside a question: `q1:add`, `q1:up:b`, `q1:remove:b` …"""
    key, _, deed = target.partition(":")

    def done(question: Question) -> Question:
        spec, text = question
        return FORMS[spec["kind"]](spec, text).do(*deed.partition(":")[::2]) if spec["id"] == key else question

    return [done(question) for question in questions]


DEEDS = {
    "add": _add,
    "remove": _remove,
    "up": lambda questions, key: _move(questions, key, -1),
    "down": lambda questions, key: _move(questions, key, 1),
    "in": _inside,
}


def add_question(editor: QuizEditor, spec: dict[str, Any], text: dict[str, Any]) -> Changes:
    """The quiz as it is with one question more, which gets an id of its own."""
    data, words = editor.tree.data(editor.spec_path), editor.tree.data(editor.text_path)
    key = free_id("q", {spec["id"] for spec in data.get("questions", [])})
    data = {**data, "questions": [*data.get("questions", []), {**spec, "id": key}]}
    words = {**words, "questions": {**(words.get("questions") or {}), key: text}}
    return {
        editor.spec_path: rewrite_yaml(editor.tree.text(editor.spec_path), data),
        editor.text_path: rewrite_yaml(editor.tree.text(editor.text_path), words),
    }


__all__ = ["QuestionForm", "QuizEditor", "add_question"]
