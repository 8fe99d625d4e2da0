"""Keeps an activity's texts in other languages in step with its structure, so that the pack stays whole."""

from collections.abc import Mapping
from typing import Any

from lyceum.authoring.kinds.questions import GAP
from lyceum.authoring.tree import Changes, Tree, write_page
from lyceum.courses.api import rewrite_yaml

#: The words of a question that are keyed by its parts.
PARTS = ("options", "items", "left", "right_side")


def follow_source(before: Tree, now: Tree, folder: str, texts: Mapping[str, Any] | None = None) -> Changes:
    """What must change in the other languages' files: questions, options and tests that came or went.

    What came stands there in the source language (or as `texts` has it in that language) until it is translated.
    """
    changes: Changes = {}
    for language in now.languages:
        if language != now.source and f"{folder}{language}.yaml" in now.entries:
            changes |= _quiz(before, now, folder, language, (texts or {}).get(language))
        elif language != now.source and f"{folder}{language}.md" in now.entries:
            changes |= _page(now, folder, language)
    return changes


def _quiz(before: Tree, now: Tree, folder: str, language: str, fresh: Mapping[str, Any] | None) -> Changes:
    path, source_path = f"{folder}{language}.yaml", f"{folder}{now.source}.yaml"
    words, source = now.data(path), now.data(source_path).get("questions") or {}
    old, mine = before.data(source_path).get("questions") or {}, words.get("questions") or {}
    questions = {
        key: _question(text, _following(mine.get(key), old.get(key), text), fresh) for key, text in source.items()
    }
    return {path: rewrite_yaml(now.text(path), {**words, "questions": questions})}


def _following(mine: Any, old: Any, source: Any) -> Any:
    """What only stood in for a translation goes on being what the source says."""
    if isinstance(mine, dict) and isinstance(old, dict) and isinstance(source, dict):
        return {key: _following(child, old.get(key), source.get(key, child)) for key, child in mine.items()}
    return source if isinstance(mine, str) and mine == old and isinstance(source, str) else mine


def _question(source: dict[str, Any], mine: dict[str, Any] | None, fresh: Mapping[str, Any] | None) -> dict[str, Any]:
    if mine is None:
        return dict(fresh) if fresh is not None else source
    kept = {key: value for key, value in mine.items() if key in source or key in {"accept", "units", "right", "wrong"}}
    for part in PARTS:
        if part in source:
            kept[part] = {key: (mine.get(part) or {}).get(key, text) for key, text in source[part].items()}
    if "feedback" in mine:
        allowed = source.get("options", {})
        feedback = {key: text for key, text in mine["feedback"].items() if key in allowed}
        kept = {**kept, "feedback": feedback} if feedback else {k: v for k, v in kept.items() if k != "feedback"}
    if "text" in source and _gaps(source["text"]) != _gaps(mine.get("text", "")):
        kept["text"] = source["text"]
    return kept


def _gaps(text: str) -> list[str]:
    return sorted(GAP.findall(text))


def _page(now: Tree, folder: str, language: str) -> Changes:
    path = f"{folder}{language}.md"
    page = now.page(path)
    data = now.data(f"{folder}activity.yaml")
    if isinstance(data.get("rubric"), list):
        head = {**page.head, "rubric": _rubric(data["rubric"], now.words(folder, now.source), page.head)}
        return {} if head == page.head else {path: write_page(now.text(path), head, page.body)}
    tests = data.get("tests")
    if not isinstance(tests, list):
        return {}
    ids = {test.get("id") for test in tests if isinstance(test, dict)}
    head = dict(page.head)
    for part in ("tests", "explain"):
        if part in head:
            head[part] = {key: text for key, text in head[part].items() if key in ids}
            if not head[part]:
                del head[part]
    return {} if head == page.head else {path: write_page(now.text(path), head, page.body)}


def _rubric(criteria: list[Any], source: Mapping[str, Any], mine: Mapping[str, Any]) -> dict[str, Any]:
    """The words of each criterion that is there now; words of another number of levels begin again from the source."""
    theirs, own = source.get("rubric") or {}, mine.get("rubric") or {}
    rubric = {}
    for key in (str(one.get("id")) for one in criteria if isinstance(one, dict)):
        fresh = theirs.get(key) or {"title": ""}
        words = {**fresh, **(own.get(key) or {})}
        if len(words.get("levels", [])) != len(fresh.get("levels", [])):
            words = {name: value for name, value in words.items() if name != "levels"}
            words |= {"levels": fresh["levels"]} if "levels" in fresh else {}
        rubric[key] = words
    return rubric
