"""An exam: questions as in a quiz, some of them drawn from pools, and a time in which to answer."""

import json
from collections import Counter

from lyceum.courses.packs.kinds.base import ActivityParts, page_size
from lyceum.courses.packs.markdown import render
from lyceum.courses.packs.questions import check_questions, question_texts
from lyceum.courses.packs.structure import ActivityWords, PackActivity
from lyceum.courses.packs.yamlfiles import Document

RULES = ("minutes_allowed", "attempts", "pass", "shuffle", "show", "draw", "questions")


def read_exam(parts: ActivityParts, document: Document) -> PackActivity:
    check_questions(document, parts.where)
    _check_pools(parts, document)
    texts = {}
    for language in parts.languages(".yaml"):
        words = parts.texts.values(f"{parts.folder}{language}.yaml", "exam-text")
        if words is not None:
            texts[language] = _words(parts, document, words, language)
    return parts.activity(document, {key: document.data[key] for key in RULES if key in document.data}, texts)


def _check_pools(parts: ActivityParts, document: Document) -> None:
    """What is drawn is there in that number, and a pool that nothing is drawn from is a mistake."""
    draw = document.data.get("draw", {})
    sizes = Counter(spec["pool"] for spec in document.data["questions"] if "pool" in spec)
    for pool, count in draw.items():
        if sizes[pool] < count:
            parts.errors.add(document.path, document.line("draw", pool), "pool_too_small", pool=pool, size=sizes[pool])
    for place, spec in enumerate(document.data["questions"]):
        if spec.get("pool", "") not in {"", *draw}:
            line = document.line("questions", place)
            parts.errors.add(document.path, line, "pool_not_drawn", pool=spec["pool"])


def _words(parts: ActivityParts, document: Document, words: Document, language: str) -> ActivityWords:
    setting = parts.where.setting(words.path, language)
    intro = render(words.data["intro"], setting, words.start("intro")) if "intro" in words.data else ""
    data = {"questions": question_texts(document, words, setting)}
    size = page_size(intro + json.dumps(data, ensure_ascii=False), setting)
    return ActivityWords(words.data["title"], intro, data, size)
