"""From files to a pack: the order of things is checked here, each kind of activity in its own module."""

import re
from typing import Any

from lyceum.courses.packs.activities import ActivityReader
from lyceum.courses.packs.archive import pack_hash
from lyceum.courses.packs.errors import Errors
from lyceum.courses.packs.markdown import Setting, render, render_inline
from lyceum.courses.packs.media import read_media
from lyceum.courses.packs.sources import Files
from lyceum.courses.packs.structure import CourseWords, Pack, PackActivity, PackUnit, UnitWords
from lyceum.courses.packs.textfiles import TextFiles
from lyceum.courses.packs.whereabouts import Whereabouts
from lyceum.courses.packs.yamlfiles import Document

UNIT = re.compile(r"(\d{1,4})-([a-z0-9][a-z0-9-]*)")
BESIDE = {"README.md", "LICENSE", "LICENSE.md", "LICENSE.txt", "CREDITS.md", "CHANGELOG.md"}


def read_pack(files: Files) -> Pack:
    """The whole pack, or PackRejected with everything that is wrong with it."""
    return _Reader(files).pack()


def activity_keys(files: Files) -> frozenset[str]:
    """The keys of all activities that have a folder."""
    return frozenset(path.split("/")[2] for path in files if path.startswith("units/") and path.count("/") > 2)


class _Reader:
    def __init__(self, files: Files) -> None:
        self.errors = Errors()
        self.texts = TextFiles(files, self.errors)
        self.files = files
        self.seen_activities: set[str] = set()

    def pack(self) -> Pack:
        manifest = self.manifest()
        if manifest is None:
            self.errors.raise_if_any()
            raise AssertionError("a manifest is missing only with an error")
        media = read_media(self.files, self.errors)
        self.texts.known |= {path for path in self.files if path.startswith("media/")} | (BESIDE & set(self.files))
        about = manifest.data
        folders = self.unit_folders()
        where = Whereabouts(about, media, activity_keys(self.files), self.texts, self.errors)
        course = self.course_words(where)
        units = [self.unit(folder, key, where) for key, folder in folders.items()]
        for path in sorted(set(self.files) - self.texts.known):
            self.errors.add(path, 0, "unknown_file")
        self.errors.raise_if_any()
        return Pack(about, course, units, media, self.files, pack_hash(self.files))

    def manifest(self) -> Document | None:
        document = self.texts.values("pack.yaml", "pack")
        if document is not None and document.data["source_language"] not in document.data["languages"]:
            self.errors.add("pack.yaml", document.line("source_language"), "source_not_listed")
        return document

    def course_words(self, where: Whereabouts) -> dict[str, CourseWords]:
        found = {}
        for language in self.texts.languages_of("", "course.", ".yaml", where.languages, where.source):
            document = self.texts.values(f"course.{language}.yaml", "course-text")
            if document is not None:
                found[language] = self.course_text(document, where.setting(document.path, language, base=""), where)
        return found

    def course_text(self, document: Document, setting: Setting, where: Whereabouts) -> CourseWords:
        data = document.data
        for skill in data.get("skills", {}):
            where.check_skill(document, skill, "skills", skill)
        return CourseWords(
            title=data["title"],
            summary=data["summary"],
            about_html=render(data["about"], setting, document.start("about")) if "about" in data else "",
            outcomes=[
                render_inline(outcome, setting, document.start("outcomes", place))
                for place, outcome in enumerate(data.get("outcomes", []))
            ],
            skills=data.get("skills", {}),
        )

    def unit_folders(self) -> dict[str, str]:
        """Key to folder, in the order of their numbers."""
        names = {path.split("/")[1] for path in self.files if path.startswith("units/") and path.count("/") > 1}
        found: dict[str, str] = {}
        for number, name in sorted((int(match[1]) if (match := UNIT.fullmatch(name)) else -1, name) for name in names):
            folder, key = f"units/{name}/", name.partition("-")[2]
            if number < 0:
                self.forget(folder)
                self.errors.add(folder, 0, "unit_name")
            elif key in found:
                self.forget(folder)
                self.errors.add(folder, 0, "unit_twice", key=key)
            else:
                found[key] = folder
        if not found:
            self.errors.add("units/", 0, "missing_file")
        return found

    def forget(self, folder: str) -> None:
        """Say nothing more about files of a folder that is wrong as a whole."""
        self.texts.known |= {path for path in self.files if path.startswith(folder)}

    def unit(self, folder: str, key: str, where: Whereabouts) -> PackUnit:
        texts = {}
        for language in self.texts.languages_of(folder, "unit.", ".yaml", where.languages, where.source):
            document = self.texts.values(f"{folder}unit.{language}.yaml", "unit-text")
            if document is not None:
                texts[language] = UnitWords(document.data["title"], document.data.get("summary", ""))
        order = self.texts.values(f"{folder}unit.yaml", "unit")
        listed: list[Any] = order.data["activities"] if order is not None else []
        activities = [self.activity(order, place, folder, name, where) for place, name in enumerate(listed) if order]
        if order is None:
            self.forget(folder)
        else:
            self.report_unlisted(folder, listed)
        return PackUnit(key, texts, [activity for activity in activities if activity is not None])

    def activity(self, order: Document, place: int, folder: str, key: str, where: Whereabouts) -> PackActivity | None:
        line = order.line("activities", place)
        inside = f"{folder}{key}/"
        if key in self.seen_activities:
            self.forget(inside)
            self.errors.add(order.path, line, "activity_twice", key=key)
            return None
        self.seen_activities.add(key)
        if not any(path.startswith(inside) for path in self.files):
            self.errors.add(order.path, line, "missing_activity", key=key)
            return None
        return ActivityReader(inside, key, where).read()

    def report_unlisted(self, folder: str, listed: list[str]) -> None:
        there = {
            path[len(folder) :].split("/")[0]
            for path in self.files
            if path.startswith(folder) and "/" in path[len(folder) :]
        }
        for key in sorted(there - set(listed)):
            self.forget(f"{folder}{key}/")
            self.errors.add(f"{folder}{key}/", 0, "unlisted_activity")
