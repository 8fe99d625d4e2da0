"""Reads one activity's folder: what is the same in every language, then each language's words."""

import json
from collections.abc import Callable

from lyceum.courses.packs.kinds import KINDS
from lyceum.courses.packs.kinds.base import ActivityParts, page_size
from lyceum.courses.packs.markdown import render
from lyceum.courses.packs.problems import ProblemReader
from lyceum.courses.packs.questions import check_questions, question_texts
from lyceum.courses.packs.structure import ActivityWords, PackActivity
from lyceum.courses.packs.yamlfiles import Document

SUFFIXES = {"reading": ".md", "quiz": ".yaml", "problem": ".md", **{name: kind.suffix for name, kind in KINDS.items()}}


class ActivityReader(ActivityParts):
    def read(self) -> PackActivity | None:
        """The activity, None when its own file is not usable; what is wrong is among the errors."""
        path = f"{self.folder}activity.yaml"
        loose = self.texts.any_values(path)
        if loose is None:
            self.ignore_rest()
            return None
        kind = str(loose.data.get("kind")) if isinstance(loose.data, dict) else ""
        if kind not in SUFFIXES:
            self.errors.add(path, loose.line("kind"), "wrong_choice", at="kind", allowed=", ".join(SUFFIXES))
        document = self.texts.values(path, f"activity-{kind}") if kind in SUFFIXES else None
        if document is None:
            self.ignore_rest()
            return None
        for place, skill in enumerate(document.data.get("skills", [])):
            self.where.check_skill(document, skill, "skills", place)
        if kind in KINDS:
            return KINDS[kind].read(self, document)
        readers: dict[str, Callable[[Document], PackActivity]] = {
            "reading": self.reading,
            "quiz": self.quiz,
            "problem": self.problem,
        }
        return readers[kind](document)

    def ignore_rest(self) -> None:
        self.texts.known |= {path for path in self.texts.files if path.startswith(self.folder)}

    def reading(self, document: Document) -> PackActivity:
        texts = {}
        for language in self.languages(SUFFIXES["reading"]):
            page = self.texts.page(f"{self.folder}{language}.md", "reading-text")
            if page is not None:
                setting = self.where.setting(page.head.path, language)
                html = render(page.body, setting, page.body_line)
                texts[language] = ActivityWords(page.head.data["title"], html, {}, page_size(html, setting))
        return self.activity(document, {}, texts)

    def quiz(self, document: Document) -> PackActivity:
        check_questions(document, self.where)
        texts = {}
        for language in self.languages(SUFFIXES["quiz"]):
            words = self.texts.values(f"{self.folder}{language}.yaml", "quiz-text")
            if words is not None:
                setting = self.where.setting(words.path, language)
                intro = render(words.data["intro"], setting, words.start("intro")) if "intro" in words.data else ""
                data = {"questions": question_texts(document, words, setting)}
                size = page_size(intro + json.dumps(data, ensure_ascii=False), setting)
                texts[language] = ActivityWords(words.data["title"], intro, data, size)
        data = {key: document.data[key] for key in ("pass", "attempts", "shuffle", "questions") if key in document.data}
        return self.activity(document, data, texts)

    def problem(self, document: Document) -> PackActivity:
        reader = ProblemReader(document, self.folder, self.where)
        texts = {}
        for language in self.languages(SUFFIXES["problem"]):
            base = f"/courses/{self.where.about['id']}/"
            setting = self.where.setting(f"{self.folder}{language}.md", language, base=base)
            words = reader.words(language, setting)
            if words is not None:
                size = page_size(json.dumps(words, ensure_ascii=False), setting)
                texts[language] = ActivityWords(words["title"], "", words, size)
        data = {"languages": reader.languages}
        return self.activity(document, data, texts, files=reader.files())
