"""Questions as the templates of `courses/questions/` want them."""

from math import ceil
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lyceum.courses.packs.words import fill_words
from lyceum.courses.quizzes.base import Mark, Question
from lyceum.courses.quizzes.quiz import Quiz, Result
from lyceum.ui.formats import number


def shown(asked: Quiz, question: Question, view: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A question for a page; `view` is what its `show` gave."""
    template = "choice" if question.kind in {"single", "multiple"} else question.kind
    return {
        "id": question.id,
        "name": question.name,
        "prompt": fill_words(question.text["prompt"], asked.language),
        "number": list(asked.questions).index(question.id) + 1,
        "template": f"courses/questions/{template}.html",
        **view,
        **more,
    }


def verdict(result: Result, question: Question) -> dict[str, Any]:
    """How the question was answered, in a word, and what its author says to that."""
    mark: Mark = result.marks[question.id]
    if mark.right:
        return {"mark": "ok", "verdict": _("Right"), "said": mark.said}
    if mark.points > 0:
        facts = {"points": number(round(mark.points, 2)), "max": number(mark.max)}
        said = ngettext(
            "Partly right: %(points)s of %(max)s point", "Partly right: %(points)s of %(max)s points", ceil(mark.max)
        )
        return {"mark": "warn", "verdict": said % facts, "said": mark.said}
    return {"mark": "bad", "verdict": _("Not yet"), "said": mark.said}
