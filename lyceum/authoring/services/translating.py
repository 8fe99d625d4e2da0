"""Translations, a segment at a time: what is there, what is out of date, and the files that come of it."""

import difflib
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import transaction

from lyceum.authoring.models import FileRevision, Translation, WorkingCopy
from lyceum.authoring.policies import can_mark_reviewed, can_translate
from lyceum.authoring.segments import Segment, lost, segments_of, with_fields
from lyceum.authoring.services.files import locked, tree_of, write
from lyceum.authoring.services.machine import draft
from lyceum.authoring.tree import Tree, page_of, values_of, write_page
from lyceum.courses.api import dump_yaml, rewrite_yaml
from lyceum.kit import audit, clock
from lyceum.people.api import Actor, require

UNTOUCHED, MACHINE, HUMAN, REVIEWED, STALE = "untouched", "machine", "human", "reviewed", "stale"
#: Names and signs may be the same in two languages.
SHORT = 12
STATES = (UNTOUCHED, MACHINE, HUMAN, REVIEWED, STALE)


class Lost(Exception):
    """The translation lacks something that must stand in it as in the source; nothing was saved."""

    def __init__(self, marks: list[str]) -> None:
        self.marks = marks
        super().__init__(", ".join(marks))


class SourceChanged(Exception):
    """The source of this segment is not what the translator saw; nothing was saved."""


@dataclass(frozen=True)
class Row:
    """A segment with its translation; `was` is the source that the translation was made from, where that is another."""

    segment: Segment
    target: str
    state: str
    was: str = ""

    @property
    def at(self) -> str:
        return self.segment.at

    @property
    def wants_words(self) -> bool:
        """Whether a person has something to translate here."""
        return bool(self.segment.source.strip()) and not self.segment.is_code


def target_path(path: str, source: str, language: str) -> str:
    """The file of a language beside that of the source: `en.md` → `fr.md`, `course.en.yaml` → `course.fr.yaml`."""
    head, _, name = path.rpartition("/")
    stem, ending = name.rsplit(".", 1)
    prefix = stem.removesuffix(source)
    return f"{head}/{prefix}{language}.{ending}" if head else f"{prefix}{language}.{ending}"


class Memory:
    """What is known of one language's translations: two queries, whatever the number of files."""

    def __init__(self, copy: WorkingCopy, language: str) -> None:
        self.copy, self.language = copy, language

    @cached_property
    def stored(self) -> dict[str, list[dict[str, Any]]]:
        rows = Translation.objects.filter(copy=self.copy, language=self.language)
        return dict(rows.values_list("path", "segments"))

    @cached_property
    def firsts(self) -> dict[str, str]:
        """Every text as it first was."""
        rows = FileRevision.objects.filter(copy=self.copy).order_by("-revision")
        return dict(rows.values_list("path", "text"))

    def rows(self, tree: Tree, path: str) -> list[Row]:
        """The segments of a source file with their translations."""
        known = self.stored.get(path)
        return align(segments_of(path, tree.text(path)), self.brought_along(tree, path) if known is None else known)

    def brought_along(self, tree: Tree, path: str) -> list[dict[str, Any]]:
        """What a pack came with: its translations are taken for people's, made from the source as it came."""
        target = target_path(path, tree.source, self.language)
        if target not in tree.entries:
            return []
        sources = segments_of(path, self.firsts.get(path, tree.text(path)))
        there = segments_of(target, tree.text(target))
        found = {part.at: part.source for part in there if not part.is_block}
        theirs, ours = [part.source for part in there if part.is_block], [part for part in sources if part.is_block]
        found |= {
            ours[place].at: theirs[other] for place, other in _side_by_side([part.source for part in ours], theirs)
        }
        # What stands there word for word as in the source was put there to keep the pack whole.
        return [
            {"at": part.at, "source": part.source, "target": found[part.at], "state": HUMAN, "block": part.is_block}
            for part in sources
            if found.get(part.at) and (found[part.at] != part.source or len(part.source) < SHORT)
        ]


def _side_by_side(ours: list[str], theirs: list[str]) -> list[tuple[int, int]]:
    """Which blocks belong together: all in their order if there are as many, else where their forms follow alike."""
    if len(ours) == len(theirs):
        return [(place, place) for place in range(len(ours))]
    own, other = [_form(text) for text in ours], [_form(text) for text in theirs]
    blocks = difflib.SequenceMatcher(None, own, other, autojunk=False).get_matching_blocks()
    return [(match.a + step, match.b + step) for match in blocks for step in range(match.size)]


def _form(block: str) -> str:
    """What kind of block this is; programs and pictures are told apart by what they show."""
    if block.startswith(("```", "$$")):
        return block.partition("\n")[0]
    picture = re.match(r"!\[[^\]]*\]\(([^\s)]+)", block)
    return picture[1] if picture else (re.match(r"#+|>|[-*]|\d+\.|\|", block) or [""])[0]


def rows_of(copy: WorkingCopy, tree: Tree, path: str, language: str) -> list[Row]:
    return Memory(copy, language).rows(tree, path)


def align(segments: list[Segment], memory: list[dict[str, Any]]) -> list[Row]:
    """Find each segment's translation: fields by their name, blocks by what they were made from and what is around."""
    fields = {one["at"]: one for one in memory if not one.get("block")}
    blocks = [one for one in memory if one.get("block")]
    wanted = [segment for segment in segments if segment.is_block]
    matched: dict[str, dict[str, Any]] = {}
    matcher = difflib.SequenceMatcher(
        None, [one["source"] for one in blocks], [one.source for one in wanted], autojunk=False
    )
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag in {"equal", "replace"}:
            for old, new in zip(range(i1, i2), range(j1, j2), strict=False):
                matched[wanted[new].at] = blocks[old]
    return [
        _row(segment, matched.get(segment.at) if segment.is_block else fields.get(segment.at)) for segment in segments
    ]


def _row(segment: Segment, known: dict[str, Any] | None) -> Row:
    if known is None or not known["target"]:
        return Row(segment, "", UNTOUCHED)
    if known["source"] != segment.source:
        return Row(segment, known["target"], STALE, was=known["source"])
    return Row(segment, known["target"], known["state"])


@transaction.atomic
def save_segment(
    *, actor: Actor, copy: WorkingCopy, path: str, language: str, at: str, source: str, target: str
) -> str:
    """Keep the translation of one segment; `source` is what the translator saw. The answer is the new state.

    The language's file is written once all its segments have words; a file that is there already is kept up to date.
    Raises Lost, SourceChanged.
    """
    require(can_translate(actor, copy))
    copy, target = locked(copy), target.replace("\r\n", "\n").strip("\n")
    tree = tree_of(copy)
    rows = rows_of(copy, tree, path, language)
    row = next((one for one in rows if one.at == at), None)
    if row is None or row.segment.source != source.replace("\r\n", "\n"):
        raise SourceChanged
    missing = lost(row.segment.source, target) if target else []
    if missing:
        raise Lost(missing)
    state = HUMAN if target else UNTOUCHED
    _keep(actor, copy, tree, path, language, [Row(row.segment, target, state) if one is row else one for one in rows])
    audit.record(actor, "authoring.translate", copy, path=path, language=language)
    return state


@transaction.atomic
def mark_reviewed(*, actor: Actor, copy: WorkingCopy, path: str, language: str, at: str = "") -> None:
    """Say of one segment, or of all that people translated, that a second person read it."""
    require(can_mark_reviewed(actor, copy))
    copy = locked(copy)
    tree = tree_of(copy)
    rows = [
        Row(one.segment, one.target, REVIEWED)
        if one.state in {HUMAN, MACHINE} and (not at or one.at == at) and one.target
        else one
        for one in rows_of(copy, tree, path, language)
    ]
    _keep(actor, copy, tree, path, language, rows)
    audit.record(actor, "authoring.mark_reviewed", copy, path=path, language=language)


def draft_by_machine(*, actor: Actor, copy: WorkingCopy, path: str, language: str) -> int:
    """Have the installation's translator draft what is untouched; how many segments it gave. Raises NoTranslator.

    The translator is asked outside of any transaction. What lacks code, links or figures of its source is not taken.
    """
    require(can_translate(actor, copy))
    tree = tree_of(copy)
    wanted = [row for row in rows_of(copy, tree, path, language) if row.state == UNTOUCHED and row.wants_words]
    texts = draft([row.segment.source for row in wanted], tree.source, language)
    drafts = {
        row.segment.source: text
        for row, text in zip(wanted, texts, strict=True)
        if text.strip() and not lost(row.segment.source, text)
    }
    with transaction.atomic():
        copy = locked(copy)
        tree = tree_of(copy)
        rows = rows_of(copy, tree, path, language)
        filled = [
            Row(row.segment, drafts[row.segment.source], MACHINE)
            if row.state == UNTOUCHED and row.segment.source in drafts
            else row
            for row in rows
        ]
        _keep(actor, copy, tree, path, language, filled)
        audit.record(actor, "authoring.draft_by_machine", copy, path=path, language=language, segments=len(drafts))
    return len(drafts)


def _keep(actor: Actor, copy: WorkingCopy, tree: Tree, path: str, language: str, rows: list[Row]) -> None:
    segments = [
        {
            "at": row.at,
            "block": row.segment.is_block,
            "source": row.was or row.segment.source,
            "target": row.target,
            "state": HUMAN if row.state == STALE else row.state,
        }
        for row in rows
        if row.target
    ]
    Translation.objects.update_or_create(
        copy=copy, path=path, language=language, defaults={"segments": segments, "changed_at": clock.now()}
    )
    target = target_path(path, tree.source, language)
    is_whole = all(row.target or not row.wants_words for row in rows)
    if is_whole or target in tree.entries:
        text = assembled(path, tree.text(path), rows, tree.text(target))
        write(actor=actor, copy=copy, changes={target: text})


def assembled(path: str, source: str, rows: list[Row], old: str) -> str:
    """The file in the other language; where a translation is missing, the source stands in for it."""
    texts = {row.at: row.target or row.segment.source for row in rows}
    if path.endswith(".md"):
        page = page_of(source)
        body = "".join(texts[row.at] + row.segment.after for row in rows if row.segment.is_block)
        return write_page(old, with_fields(page.head, texts), body)
    values = with_fields(values_of(source), texts)
    mine = values_of(old)
    for key, question in (mine.get("questions") or {}).items():
        # Accepted forms and units are this language's own.
        own = {name: question[name] for name in ("accept", "units", "blanks") if name in question}
        if key in (values.get("questions") or {}):
            values["questions"][key] = {**values["questions"][key], **own}
    return rewrite_yaml(old, values) if old else dump_yaml(values)
