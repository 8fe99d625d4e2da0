"""A pack once read: checked, rendered, ready to be stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lyceum.courses.packs.media import Medium
from lyceum.courses.packs.sources import Files


@dataclass(frozen=True)
class CourseWords:
    title: str
    summary: str
    about_html: str = ""
    outcomes: list[str] = field(default_factory=list)
    skills: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class UnitWords:
    title: str
    summary: str = ""


@dataclass(frozen=True)
class ActivityWords:
    """`data` is for kinds that need more than one text; `size` is about what the page weighs, in bytes."""

    title: str
    body_html: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    size: int = 0


@dataclass(frozen=True)
class PackActivity:
    """`files` are those of a problem, by their path inside the activity's folder."""

    key: str
    kind: str
    minutes: int
    skills: list[str]
    is_optional: bool
    data: dict[str, Any]
    texts: dict[str, ActivityWords]
    files: Files = field(default_factory=dict)


@dataclass(frozen=True)
class PackUnit:
    key: str
    texts: dict[str, UnitWords]
    activities: list[PackActivity]


@dataclass(frozen=True)
class Pack:
    """`about` are the values of pack.yaml, `digest` the hash of all files."""

    about: Mapping[str, Any]
    texts: dict[str, CourseWords]
    units: list[PackUnit]
    media: dict[str, Medium]
    files: Files
    digest: str
