"""Kinds of activity that are read from a pack by a file of their own, found by their name here."""

from dataclasses import dataclass
from typing import Protocol

from lyceum.courses.packs.kinds.assignment import read_assignment
from lyceum.courses.packs.kinds.base import ActivityParts
from lyceum.courses.packs.kinds.discussion import read_discussion
from lyceum.courses.packs.kinds.exam import read_exam
from lyceum.courses.packs.kinds.survey import read_survey
from lyceum.courses.packs.structure import PackActivity
from lyceum.courses.packs.yamlfiles import Document


class Read(Protocol):
    def __call__(self, parts: ActivityParts, document: Document) -> PackActivity: ...


@dataclass(frozen=True)
class Kind:
    """The ending of its texts, and what reads it."""

    suffix: str
    read: Read


KINDS = {
    "assignment": Kind(".md", read_assignment),
    "discussion": Kind(".md", read_discussion),
    "exam": Kind(".yaml", read_exam),
    "survey": Kind(".yaml", read_survey),
}
