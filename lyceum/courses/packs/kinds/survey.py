"""A survey: questions without right answers."""

import json
from typing import Any

from lyceum.courses.packs.kinds.base import ActivityParts, page_size
from lyceum.courses.packs.markdown import Setting, plain, render, render_inline
from lyceum.courses.packs.structure import ActivityWords, PackActivity
from lyceum.courses.packs.yamlfiles import Document

RULES = ("anonymous", "questions")
#: Kind of question → what its words may have beside the question itself.
PARTS = {"single": {"options"}, "multiple": {"options"}, "scale": {"low", "high"}, "text": set[str]()}


def read_survey(parts: ActivityParts, document: Document) -> PackActivity:
    seen: set[str] = set()
    for place, spec in enumerate(document.data["questions"]):
        if spec["id"] in seen:
            parts.errors.add(document.path, document.line("questions", place), "question_twice", id=spec["id"])
        seen.add(spec["id"])
    texts = {}
    for language in parts.languages(".yaml"):
        words = parts.texts.values(f"{parts.folder}{language}.yaml", "survey-text")
        if words is not None:
            texts[language] = _words(parts, document, words, language)
    return parts.activity(document, {key: document.data[key] for key in RULES if key in document.data}, texts)


def _words(parts: ActivityParts, document: Document, words: Document, language: str) -> ActivityWords:
    setting = parts.where.setting(words.path, language)
    intro = render(words.data["intro"], setting, words.start("intro")) if "intro" in words.data else ""
    specs = {spec["id"]: spec for spec in document.data["questions"]}
    texts = words.data["questions"]
    for key in [key for key in texts if key not in specs]:
        parts.errors.add(words.path, words.line("questions", key), "question_text_unknown", id=key)
    for key in [key for key in specs if key not in texts]:
        parts.errors.add(words.path, words.line("questions"), "question_text_missing", id=key)
    questions = {key: _question(spec, words, setting) for key, spec in specs.items() if key in texts}
    size = page_size(intro + json.dumps(questions, ensure_ascii=False), setting)
    return ActivityWords(words.data["title"], intro, {"questions": questions}, size)


def _question(spec: dict[str, Any], words: Document, setting: Setting) -> dict[str, Any]:
    at = ("questions", spec["id"])
    text = words.data["questions"][spec["id"]]
    for name in [name for name in text if name not in {"prompt", *PARTS[spec["kind"]]}]:
        setting.errors.add(words.path, words.line(*at, name), "unknown_key", key=name)
    result: dict[str, Any] = {"prompt": render(text["prompt"], setting, words.start(*at, "prompt"))}
    if "options" in spec:
        result["options"] = _options(spec, text.get("options", {}), words, setting)
    return result | {name: plain(text[name]) for name in ("low", "high") if name in text}


def _options(spec: dict[str, Any], options: dict[str, str], words: Document, setting: Setting) -> dict[str, str]:
    at = ("questions", spec["id"])
    for key in [key for key in options if key not in spec["options"]]:
        setting.errors.add(words.path, words.line(*at, "options", key), "part_unknown", at="options", id=key)
    for key in [key for key in spec["options"] if key not in options]:
        setting.errors.add(words.path, words.line(*at), "part_missing", at="options", id=key)
    return {
        key: render_inline(text, setting, words.start(*at, "options", key))
        for key, text in options.items()
    }  # fmt: skip
