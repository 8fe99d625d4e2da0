"""Editor of exercises in the short form: statement, tests, limits, hints, programs."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from lyceum.authoring.kinds.base import Editor, Posted, body_of, new_activity, one, whole, without_empty
from lyceum.authoring.kinds.questions import free_id, number_of
from lyceum.authoring.tree import Changes, write_page
from lyceum.courses.api import PROGRAM_VERDICTS

ENDINGS = {"python": ".py", "cpp": ".cpp"}
LIMITS = ("time_ms", "memory_mb", "output_kb")
PROGRAM = re.compile(rf"submissions/({'|'.join(PROGRAM_VERDICTS)})/[A-Za-z0-9_][A-Za-z0-9._-]{{0,59}}\.(py|cpp)")
#: Tests that the table can show; others (several answers, line rules, calls) stay as they are in the file.
SIMPLE = {"id", "sample", "hidden", "input", "output", "points"}


class ProblemEditor(Editor):
    kind = "problem"
    name = _("Exercise")
    template = "authoring/kinds/problem.html"

    @classmethod
    def new_files(cls, title: str, language: str) -> dict[str, str]:
        tests = [{"id": "sample-1", "sample": True, "input": "", "output": ""}]
        head = {"title": title, "hints": ["", "", ""]}
        return {
            "activity.yaml": new_activity(cls.kind, 10, languages=["python"], tests=tests),
            f"{language}.md": write_page("", head, ""),
        }

    @property
    def tests(self) -> list[dict[str, Any]]:
        found = self.tree.data(self.spec_path).get("tests")
        return [test for test in found or [] if isinstance(test, dict) and "id" in test]

    def programs(self) -> dict[str, str]:
        """Starters and reference submissions by their path in the folder."""
        inside = {path.removeprefix(self.node.folder): path for path in self.tree.inside(self.node.folder)}
        starters = [f"starter{ending}" for ending in ENDINGS.values()]
        return {
            name: self.tree.text(path) for name, path in inside.items() if name in starters or PROGRAM.fullmatch(name)
        }

    @property
    def watched(self) -> list[str]:
        return [*super().watched, *self.programs()]

    def changes(self) -> Changes:
        do, _, target = one(self.posted, "do").partition(":")
        tests = self.posted_tests(do, target)
        data = {**self.general(), **self.posted_rules()}
        if "tests" in data or tests:
            data = {**{key: value for key, value in data.items() if key != "tests"}, "tests": tests}
        changes = {**self.spec_change(data), self.text_path: self.posted_page(tests)}
        return changes | self.posted_programs(do, target)

    def posted_rules(self) -> dict[str, Any]:
        """Languages, limits and checker; what is as the format's default is not written down."""
        chosen = [name for name in ENDINGS if name in self.posted.get("languages", [])]
        data = self.tree.data(self.spec_path)
        limits = without_empty({name: whole(one(self.posted, f"limit.{name}")) for name in LIMITS})
        checker = dict(data.get("checker") or {})
        for name in ("ignore_case", "strict_space"):
            if f"checker.{name}" in self.posted or name in checker:
                checker[name] = f"checker.{name}" in self.posted
        tolerance = one(self.posted, "checker.float_tolerance").strip()
        checker.pop("float_tolerance", None)
        if tolerance:
            checker["float_tolerance"] = number_of(tolerance)
        rules: dict[str, Any] = {"languages": chosen}
        if "languages" not in data and chosen == list(ENDINGS):
            rules = {}
        for name, value in (("limits", limits), ("checker", checker)):
            if value or name in data:
                rules[name] = value
        return rules

    def posted_tests(self, do: str, target: str) -> list[dict[str, Any]]:
        known = {test["id"]: test for test in self.tests}
        order = [key for key in one(self.posted, "tests").split() if key in known]
        tests = [_test(known[key], self.posted) for key in order if (do, target) != ("test-remove", key)]
        if do == "test-add":
            tests.append({"id": free_id("test-", known), "input": "", "output": ""})
        # The format wants samples first.
        return sorted(tests, key=lambda test: not test.get("sample"))

    def posted_page(self, tests: list[dict[str, Any]]) -> str:
        head = dict(self.tree.page(self.text_path).head)
        head["title"] = one(self.posted, "title").strip()
        for name in ("input", "output"):
            head[name] = one(self.posted, f"words.{name}").strip()
        head["hints"] = [one(self.posted, f"hint.{number}").strip() for number in range(3)]
        ids = [test["id"] for test in tests]
        for part, prefix in (("tests", "name"), ("explain", "explain")):
            words = {key: one(self.posted, f"t.{key}.{prefix}").strip() for key in ids}
            head[part] = without_empty(words)
        kept = {"title": head["title"], "hints": head["hints"]}
        head = {key: value for key, value in head.items() if key in kept or value not in ("", {}, [])}
        return write_page(self.tree.text(self.text_path), head, body_of(self.posted))

    def posted_programs(self, do: str, target: str) -> Changes:
        changes: Changes = {}
        for name in self.programs():
            if f"program.{name}" in self.posted:
                changes[self.node.folder + name] = one(self.posted, f"program.{name}")
        if do == "program-remove" and target in self.programs():
            changes[self.node.folder + target] = None
        if do == "program-add":
            changes |= self._new_program(one(self.posted, "new.verdict"), one(self.posted, "new.language"))
        return changes

    def _new_program(self, verdict: str, language: str) -> Changes:
        ending = ENDINGS.get(language, ".py")
        if verdict == "starter":
            return {f"{self.node.folder}starter{ending}": self.tree.text(f"{self.node.folder}starter{ending}") or "\n"}
        if verdict not in PROGRAM_VERDICTS:
            return {}
        taken = {name.rsplit("/", 1)[-1].rsplit(".", 1)[0] for name in self.programs()}
        return {f"{self.node.folder}submissions/{verdict}/{free_id('program', taken)}{ending}": "\n"}

    def context(self) -> dict[str, Any]:
        data, page = self.tree.data(self.spec_path), self.tree.page(self.text_path)
        limits, checker = data.get("limits") or {}, data.get("checker") or {}
        hints = [str(hint) for hint in page.head.get("hints") or []][:3]
        return {
            **self.general_context(),
            "body": page.body,
            "words": page.head,
            "hints": [*hints, "", "", ""][:3],
            "is_package": any("/package/" in path for path in self.tree.inside(self.node.folder)),
            "languages": [(name, name in (data.get("languages") or list(ENDINGS))) for name in ENDINGS],
            "limits": [(name, limits.get(name, "")) for name in LIMITS],
            "checker": checker,
            "tests": [_row(test, page.head) for test in self.tests],
            "test_order": " ".join(test["id"] for test in self.tests),
            "programs": self.programs(),
            "verdicts": PROGRAM_VERDICTS,
        }

    def field_of(self, name: str, at: tuple[str | int, ...]) -> str:
        if name == "activity.yaml" and len(at) > 1 and at[0] == "tests" and isinstance(at[1], int):
            return f"t.{self.tests[at[1]]['id']}"
        return super().field_of(name, at)


def _test(test: dict[str, Any], posted: Posted) -> dict[str, Any]:
    if not set(test) <= SIMPLE:
        return test
    prefix = f"t.{test['id']}."
    changed: dict[str, Any] = {"id": test["id"]}
    for flag in ("sample", "hidden"):
        if prefix + flag in posted:
            changed[flag] = True
    for name in ("input", "output"):
        # A browser leaves out the line end that stands behind the last line.
        text = one(posted, prefix + name)
        changed[name] = text + "\n" if text and not text.endswith("\n") else text
    points = one(posted, prefix + "points").strip()
    return {**changed, "points": number_of(points)} if points else changed


def _row(test: dict[str, Any], head: dict[str, Any]) -> dict[str, Any]:
    names, advice = head.get("tests") or {}, head.get("explain") or {}
    return {
        **test,
        "is_simple": set(test) <= SIMPLE,
        "name": names.get(test["id"], ""),
        "explain": advice.get(test["id"], ""),
    }
