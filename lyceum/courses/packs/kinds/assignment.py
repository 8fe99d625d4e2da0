"""An assignment: what is to be handed in, and the rubric by which it is marked. `works` keeps it."""

import json
from typing import Any

from lyceum.courses.packs.kinds.base import ActivityParts, page_size
from lyceum.courses.packs.markdown import render
from lyceum.courses.packs.structure import ActivityWords, PackActivity
from lyceum.courses.packs.words import fill_words
from lyceum.courses.packs.yamlfiles import Document

RULES = ("hand_in", "rubric", "late", "attempts", "pass", "peer")


def read_assignment(parts: ActivityParts, document: Document) -> PackActivity:
    _check_rules(parts, document)
    texts = {}
    for language in parts.languages(".md"):
        words = _words(parts, document, language)
        if words is not None:
            texts[language] = words
    return parts.activity(document, {key: document.data[key] for key in RULES if key in document.data}, texts)


def _check_rules(parts: ActivityParts, document: Document) -> None:
    data = document.data
    if not any(value is not False for value in data["hand_in"].values()):
        parts.errors.add(document.path, document.line("hand_in"), "nothing_to_hand_in")
    seen: set[str] = set()
    for place, criterion in enumerate(data["rubric"]):
        line = document.line("rubric", place)
        if criterion["id"] in seen:
            parts.errors.add(document.path, line, "criterion_twice", id=criterion["id"])
        seen.add(criterion["id"])
        if criterion["levels"] != sorted(criterion["levels"]):
            parts.errors.add(document.path, line, "levels_order", id=criterion["id"])


def _words(parts: ActivityParts, document: Document, language: str) -> ActivityWords | None:
    """What `works` stores of this language: title, statement, and the words of the rubric."""
    # The statement is shown by `works` under addresses of its own too.
    base = f"/courses/{parts.where.about['id']}/"
    setting = parts.where.setting(f"{parts.folder}{language}.md", language, base=base)
    page = parts.texts.page(setting.path, "assignment-text")
    if page is None:
        return None
    _check_rubric(parts, document, page.head)
    title, rubric = page.head.data["title"], page.head.data["rubric"]
    html = fill_words(render(page.body, setting, page.body_line), language)
    data: dict[str, Any] = {"title": title, "statement_html": html, "rubric": rubric}
    return ActivityWords(title, "", data, page_size(json.dumps(data, ensure_ascii=False), setting))


def _check_rubric(parts: ActivityParts, document: Document, head: Document) -> None:
    """Each criterion has its words, and words for each of its levels or for none."""
    words = head.data["rubric"]
    criteria = {criterion["id"]: criterion["levels"] for criterion in document.data["rubric"]}
    for key in words:
        if key not in criteria:
            parts.errors.add(head.path, head.line("rubric", key), "criterion_unknown", id=key)
    for key, levels in criteria.items():
        if key not in words:
            parts.errors.add(head.path, head.line("rubric"), "criterion_without_words", id=key)
        elif len(words[key].get("levels", levels)) != len(levels):
            parts.errors.add(head.path, head.line("rubric", key), "levels_number", id=key)
