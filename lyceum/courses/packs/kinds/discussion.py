"""A discussion: a prompt, and how much of one's own finishes it. `talk` keeps it."""

import json

from lyceum.courses.packs.kinds.base import ActivityParts, page_size
from lyceum.courses.packs.markdown import render
from lyceum.courses.packs.structure import ActivityWords, PackActivity
from lyceum.courses.packs.words import fill_words
from lyceum.courses.packs.yamlfiles import Document


def read_discussion(parts: ActivityParts, document: Document) -> PackActivity:
    texts = {}
    for language in parts.languages(".md"):
        words = _words(parts, language)
        if words is not None:
            texts[language] = words
    return parts.activity(document, document.data.get("needs", {}), texts)


def _words(parts: ActivityParts, language: str) -> ActivityWords | None:
    """What `talk` stores of this language: title and prompt."""
    base = f"/courses/{parts.where.about['id']}/"
    setting = parts.where.setting(f"{parts.folder}{language}.md", language, base=base)
    page = parts.texts.page(setting.path, "discussion-text")
    if page is None:
        return None
    title = page.head.data["title"]
    data = {"title": title, "prompt_html": fill_words(render(page.body, setting, page.body_line), language)}
    return ActivityWords(title, "", data, page_size(json.dumps(data, ensure_ascii=False), setting))
