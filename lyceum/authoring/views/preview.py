"""A working copy as a learner will see it, in each language: the real templates, without progress."""

import uuid
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lyceum.authoring import blobs, selectors
from lyceum.authoring.models import WorkingCopy
from lyceum.authoring.services.files import tree_of
from lyceum.authoring.tree import ActivityNode, Tree, media_address
from lyceum.authoring.views.common import copy_or_404, page, signed_in
from lyceum.courses.api import (
    PackActivity,
    Quiz,
    fill_words,
    inspect_activity,
    medium_response,
    question_verdict,
    render_text,
    shown_question,
)
from lyceum.kit import languages
from lyceum.ui.formats import number

SEED = 1


def _address(copy: WorkingCopy) -> str:
    return reverse("preview_medium", args=[copy.uuid, "0" * 64, "png"]).rsplit("/", 1)[0] + "/"


def preview_html(copy: WorkingCopy, tree: Tree, node: ActivityNode, language: str) -> str:
    """The content of an activity without the page around it; as much of it as can be read."""
    activity, _errors = inspect_activity(tree.text_files(), tree.media, node.folder)
    context = activity_context(copy, tree, node, activity, language)
    return media_address(render_to_string("authoring/_activity.html", context), _address(copy))


def activity_context(
    copy: WorkingCopy, tree: Tree, node: ActivityNode, activity: PackActivity | None, language: str
) -> dict[str, Any]:
    texts = activity.texts if activity is not None else {}
    shown = language if language in texts else tree.source
    words = texts.get(shown)
    context: dict[str, Any] = {"node": node, "shown": shown, "wanted": language, "words": words}
    if words is None and f"{node.folder}{shown}.md" in tree.entries:
        # Something around the text is wrong; the text itself can be shown.
        body = tree.page(f"{node.folder}{shown}.md").body
        html, _errors = render_text(tree.text_files(), tree.media, f"{node.folder}{shown}.md", shown, body)
        return {**context, "body": fill_words(html, shown), "title": node.title}
    if words is None or activity is None:
        return {**context, "is_unreadable": True, "title": node.title}
    context |= {"title": words.title, "body": media_address(fill_words(words.body_html, shown), _address(copy))}
    if activity.kind in {"quiz", "exam"}:
        context["quiz"] = Quiz(activity.data, words.data, shown)
        context["questions"] = questions(context["quiz"], {}, solved=False)
    elif activity.kind == "problem":
        context["problem"] = words.data
        tests = tree.data(f"{node.folder}activity.yaml").get("tests") or []
        context["samples"] = [test for test in tests if isinstance(test, dict) and test.get("sample")]
    elif activity.kind == "survey":
        context["survey"] = [{**spec, **words.data["questions"][spec["id"]]} for spec in activity.data["questions"]]
    elif activity.kind == "discussion":
        context["prompt"] = words.data["prompt_html"]
    elif activity.kind == "assignment":
        context["assignment"] = words.data
        context["criteria"] = [_criterion(one, words.data["rubric"]) for one in activity.data["rubric"]]
    return context


def _criterion(one: Mapping[str, Any], rubric: Mapping[str, Any]) -> tuple[str, list[tuple[float, str]]]:
    """A criterion's title, and points and words of its levels."""
    words = rubric.get(one["id"], {})
    names = [*words.get("levels", []), *[""] * len(one["levels"])]
    return str(words.get("title", one["id"])), list(zip(one["levels"], names, strict=False))


def questions(quiz: Quiz, typed: dict[str, list[str]], *, solved: bool, **more: Any) -> list[dict[str, Any]]:
    try:
        return [
            shown_question(quiz, question, question.show(typed, SEED, solved=solved), **more.get(question.id, {}))
            for question in quiz.in_order(SEED)
        ]
    except (KeyError, TypeError, ValueError):
        # A question that is still without its words.
        return []


@signed_in
@require_safe
def preview_course(request: HttpRequest, copy_uuid: uuid.UUID, language: str) -> HttpResponse:
    """The course's own page, in one of its languages."""
    copy = copy_or_404(request, copy_uuid)
    tree = tree_of(copy)
    if language not in tree.languages:
        raise Http404
    words = tree.data(f"course.{language}.yaml")
    shown = language if words else tree.source
    words = words or tree.data(f"course.{tree.source}.yaml")
    about, _errors = render_text(
        tree.text_files(), tree.media, f"course.{shown}.yaml", shown, str(words.get("about", ""))
    )
    units = [{"unit": unit, "title": _unit_title(tree, unit.folder, language, unit.title)} for unit in tree.units]
    for row in units:
        row["steps"] = [(node, _title(tree, node, language)) for node in row["unit"].activities]  # type: ignore[attr-defined]
    context: dict[str, Any] = {
        "tree": tree, "language": language, "shown": shown, "words": words, "units": units,
        "about": media_address(fill_words(about, shown), _address(copy)),
    }  # fmt: skip
    return page(request, "preview_course", copy, "preview", **context)


def _title(tree: Tree, node: ActivityNode, language: str) -> tuple[str, str]:
    title = tree.words(node.folder, language).get("title")
    return (str(title), language) if title else (node.title, tree.source)


def _unit_title(tree: Tree, folder: str, language: str, source: str) -> tuple[str, str]:
    title = tree.data(f"{folder}unit.{language}.yaml").get("title")
    return (str(title), language) if title else (source, tree.source)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def preview_activity(request: HttpRequest, copy_uuid: uuid.UUID, language: str, key: str) -> HttpResponse:
    """One step as a learner sees it. Answers to a quiz are checked, and kept nowhere."""
    copy = copy_or_404(request, copy_uuid)
    tree = tree_of(copy)
    node = tree.activity(key)
    if node is None or language not in tree.languages:
        raise Http404
    activity, errors = inspect_activity(tree.text_files(), tree.media, node.folder)
    context = activity_context(copy, tree, node, activity, language)
    quiz = context.get("quiz")
    if request.method == "POST" and quiz is not None:
        context |= _graded(quiz, dict(request.POST.lists()))
    order = [node.key for unit in tree.units for node in unit.activities]
    place = order.index(key)
    context |= {
        "tree": tree,
        "language": language,
        "errors": errors,
        "previous": order[place - 1] if place else "",
        "following": order[place + 1] if place + 1 < len(order) else "",
        "address": _address(copy),
    }
    return page(request, "preview_activity", copy, "preview", **context)


def _graded(quiz: Quiz, posted: dict[str, list[str]]) -> dict[str, Any]:
    reading = quiz.read(posted)
    result = quiz.grade(reading.answers)
    verdicts = {key: question_verdict(result, question) for key, question in quiz.questions.items()}
    score = SimpleNamespace(score=number(round(result.score, 2)), max=number(result.max), passed=result.passed)
    return {"questions": questions(quiz, posted, solved=True, **verdicts), "result": score}


@signed_in
@require_safe
def preview_medium(request: HttpRequest, copy_uuid: uuid.UUID, digest: str, extension: str) -> HttpResponseBase:
    """A picture or sound of the pack, for those who work on it."""
    copy = copy_or_404(request, copy_uuid)
    name = f"{digest}.{extension}"
    if not copy.files.filter(blob=name, path__startswith="media/").exists():
        raise Http404
    response = medium_response(request, blobs.FOLDER, digest, extension)
    response["Cache-Control"] = "private, max-age=3600"
    return response


__all__ = [
    "_",
    "languages",
    "preview_activity",
    "preview_course",
    "preview_html",
    "preview_medium",
    "render",
    "selectors",
]
