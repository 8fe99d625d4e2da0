"""Checks a problem's folder and renders its words. What its tests mean is the judge's business."""

import re
from typing import Any

from lyceum.courses.packs.markdown import Setting, render, render_inline
from lyceum.courses.packs.sources import Files
from lyceum.courses.packs.whereabouts import Whereabouts
from lyceum.courses.packs.words import fill_words
from lyceum.courses.packs.yamlfiles import Document

ENDINGS = {"python": ".py", "cpp": ".cpp"}
VERDICTS = ("accepted", "wrong_answer", "run_time_error", "time_limit_exceeded", "compile_error")
SUBMISSION = re.compile(rf"submissions/({'|'.join(VERDICTS)})/[^/]+(\.py|\.cpp)")
STARTER = re.compile(r"starter\.(py|cpp)")


class ProblemReader:
    def __init__(self, document: Document, folder: str, where: Whereabouts) -> None:
        self.document, self.folder, self.where = document, folder, where
        self.errors = where.errors
        self.inside = {path[len(folder) :]: path for path in where.texts.files if path.startswith(folder)}
        self.is_package = any(name.startswith("package/") for name in self.inside)
        self.languages: list[str] = document.data.get("languages", list(ENDINGS))
        self.claim_files()
        if self.is_package:
            self.check_package()
        else:
            self.check_tests()
            self.check_submissions()

    def add(self, line: int, code: str, /, **params: Any) -> None:
        self.errors.add(self.document.path, line, code, **params)

    def files(self) -> Files:
        return {name: self.where.texts.files[path] for name, path in self.inside.items()}

    def claim_files(self) -> None:
        for name, path in self.inside.items():
            if SUBMISSION.fullmatch(name) or STARTER.fullmatch(name) or name.startswith("package/"):
                self.where.texts.known.add(path)

    def check_package(self) -> None:
        if "package/problem.yaml" not in self.inside:
            self.errors.add(f"{self.folder}package/problem.yaml", 0, "missing_file")
        for key in ("tests", "limits", "checker"):
            if key in self.document.data:
                self.add(self.document.line(key), "unknown_key", key=key)

    def check_tests(self) -> None:
        tests = self.document.data.get("tests")
        if tests is None:
            return self.add(self.document.line(), "missing_key", key="tests")
        seen: set[str] = set()
        others = False
        for place, test in enumerate(tests):
            line = self.document.line("tests", place)
            if test["id"] in seen:
                self.add(line, "test_twice", id=test["id"])
            seen.add(test["id"])
            if test.get("sample") and others:
                self.add(line, "samples_first", id=test["id"])
            others = others or not test.get("sample")
            self.check_test(test, line)
        return None

    def check_test(self, test: dict[str, Any], line: int) -> None:
        is_call = "call" in test
        checks = [key in test for key in ("output", "outputs", "lines", "call")].count(True)
        if checks != 1 or is_call != ("returns" in test) or ("args" in test and not is_call):
            self.add(line, "test_one_check", id=test["id"])
        if is_call and self.languages != ["python"]:
            self.add(line, "call_python_only", id=test["id"])
        for check in test.get("lines", []):
            try:
                re.compile(check.get("matches", ""))
            except (re.error, RecursionError, OverflowError):
                self.add(line, "test_pattern", id=test["id"])

    def check_submissions(self) -> None:
        programs = [match.groups() for name in self.inside if (match := SUBMISSION.fullmatch(name))]
        for language in self.languages:
            if ("accepted", ENDINGS[language]) not in programs:
                self.add(self.document.line(), "no_accepted", language=language)
        if all(verdict == "accepted" for verdict, _ in programs):
            self.add(self.document.line(), "no_wrong")

    def words(self, language: str, setting: Setting) -> dict[str, Any] | None:
        """What `coding` stores of this language: title, statement, input and output, hints, names and advice of tests."""
        page = self.where.texts.page(setting.path, "problem-text")
        if page is None:
            return None
        head = page.head
        self.check_test_names(head)

        def line_of(*at: str | int) -> str:
            value = head.data
            for key in at:
                value = value[key]
            return fill_words(render_inline(value, setting, head.start(*at)), language)

        return {
            "title": head.data["title"],
            "statement_html": fill_words(render(page.body, setting, page.body_line), language),
            "input_html": line_of("input") if "input" in head.data else "",
            "output_html": line_of("output") if "output" in head.data else "",
            "hints": [
                fill_words(render(hint, setting, head.start("hints", place)), language)
                for place, hint in enumerate(head.data["hints"])
            ],
            "tests": head.data.get("tests", {}),
            "explain": {key: line_of("explain", key) for key in head.data.get("explain", {})},
        }

    def check_test_names(self, head: Document) -> None:
        if self.is_package:
            return
        ids = {test["id"] for test in self.document.data.get("tests", [])}
        for part in ("tests", "explain"):
            for key in head.data.get(part, {}):
                if key not in ids:
                    self.errors.add(head.path, head.line(part, key), "test_unknown", id=key)
