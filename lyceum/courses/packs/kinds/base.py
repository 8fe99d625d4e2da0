"""What the reader of one kind of activity works with."""

import zlib
from typing import Any

from lyceum.courses.packs.markdown import Setting
from lyceum.courses.packs.structure import ActivityWords, PackActivity
from lyceum.courses.packs.whereabouts import Whereabouts
from lyceum.courses.packs.yamlfiles import Document

#: What a page weighs before its content, compressed: header, footer, lists. Kept true by a test.
FRAME = 4_500


class ActivityParts:
    """An activity's folder, and how to make an activity of what stands in it."""

    def __init__(self, folder: str, key: str, where: Whereabouts) -> None:
        self.folder, self.key, self.where = folder, key, where
        self.texts, self.errors = where.texts, where.errors

    def languages(self, suffix: str) -> list[str]:
        """The languages in which there is a text."""
        return self.texts.languages_of(self.folder, "", suffix, self.where.languages, self.where.source)

    def activity(
        self, document: Document, data: dict[str, Any], texts: dict[str, ActivityWords], **more: Any
    ) -> PackActivity:
        values = document.data
        return PackActivity(
            key=self.key,
            kind=values["kind"],
            minutes=values["minutes"],
            skills=values.get("skills", []),
            is_optional=values.get("optional", False),
            data=data,
            texts=texts,
            **more,
        )


def page_size(content: str, setting: Setting) -> int:
    """About what the page weighs on the line, in bytes: frame, content and pictures; sound loads on demand."""
    pictures = sum(medium.size for medium in setting.used if not medium.is_sound)
    return FRAME + len(zlib.compress(content.encode(), 6)) + pictures
