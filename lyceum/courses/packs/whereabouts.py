"""What is known of the whole pack while a part of it is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lyceum.courses.packs.errors import Errors
from lyceum.courses.packs.markdown import Setting
from lyceum.courses.packs.media import Medium
from lyceum.courses.packs.textfiles import TextFiles
from lyceum.courses.packs.yamlfiles import Document


@dataclass(frozen=True)
class Whereabouts:
    """What is known of the whole pack while a part of it is read."""

    about: Mapping[str, Any]
    media: Mapping[str, Medium]
    keys: frozenset[str]
    texts: TextFiles
    errors: Errors

    @property
    def languages(self) -> list[str]:
        return list(self.about["languages"])

    @property
    def source(self) -> str:
        return str(self.about["source_language"])

    def setting(self, path: str, language: str, base: str = "../") -> Setting:
        return Setting(path, language, self.media, self.keys, self.errors, base)

    def check_skill(self, document: Document, skill: str, *at: str | int) -> None:
        if skill not in self.about.get("skills", []):
            self.errors.add(document.path, document.line(*at), "unknown_skill", skill=skill)
