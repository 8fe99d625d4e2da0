"""Reads a problem in the short form: an activity's folder with its tests in `activity.yaml`."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from .folder import Folder
from .languages import LANGUAGES, by_extension
from .model import Checker, Limits, LineRule, Program, Test, Verdict
from .package import Expectation, PackageError, Problem, Submission
from .yaml_lines import Document, Key

_ACTIVITY = {"kind", "minutes", "skills", "optional", "languages", "limits", "checker", "tests"}
_TEST = {
    "id", "input", "output", "outputs", "lines", "call", "args", "returns", "hidden", "sample", "points",
}  # fmt: skip
_FOLDERS = {
    "accepted": {Verdict.ACCEPTED},
    "wrong_answer": {Verdict.WRONG_ANSWER, Verdict.PRESENTATION_ERROR},
    "presentation_error": {Verdict.PRESENTATION_ERROR},
    "run_time_error": {Verdict.RUN_TIME_ERROR},
    "time_limit_exceeded": {Verdict.TIME_LIMIT},
    "memory_limit_exceeded": {Verdict.MEMORY_LIMIT},
    "output_limit_exceeded": {Verdict.OUTPUT_LIMIT},
    "compile_error": {Verdict.COMPILE_ERROR},
}
_TESTS = 1000


def load(root: Path) -> Problem:
    """Read an activity's folder. Raises PackageError with the line of the first fault."""
    folder = Folder(root)
    document = Document(root / "activity.yaml", folder.read("activity.yaml", 4 << 20))
    document.mapping((), _ACTIVITY)
    if document.text(("kind",)) != "problem":
        raise document.error(("kind",), "wrong_value", key="kind", known="problem")
    tests = _tests(document)
    languages = read_languages(document)
    _check_calls(document, tests, languages)
    return Problem(
        path=root,
        kind="short",
        title=root.name,
        languages=languages,
        limits=_limits(document),
        checker=_checker(document),
        tests=tests,
        submissions=tuple(_submissions(folder)),
        starters=read_starters(folder, languages),
    )


def read_languages(document: Document) -> tuple[str, ...]:
    """Return what a learner may write in."""
    names = document.sequence(("languages",)) or ["python", "cpp"]
    for index, name in enumerate(names):
        if name not in LANGUAGES:
            known = ", ".join(LANGUAGES)
            raise document.error(("languages", index), "wrong_value", key="languages", known=known)
    return tuple(names)


def read_starters(folder: Folder, languages: tuple[str, ...]) -> dict[str, str]:
    """Return what the editor holds at first, by language."""
    found = {}
    for name in languages:
        file = f"starter{LANGUAGES[name].extensions[0]}"
        if folder.has(file):
            found[name] = folder.source(file)
    return found


def _limits(document: Document) -> Limits:
    document.mapping(("limits",), {"time_ms", "memory_mb", "output_kb"})
    base = Limits()
    return Limits(
        time_ms=int(document.number(("limits", "time_ms"), base.time_ms, 50, 60_000)),
        memory_mb=int(document.number(("limits", "memory_mb"), base.memory_mb, 16, 4096)),
        output_kb=int(document.number(("limits", "output_kb"), base.output_kb, 1, 65536)),
    )


def _checker(document: Document) -> Checker:
    document.mapping(("checker",), {"ignore_case", "strict_space", "float_tolerance"})
    tolerance = ("checker", "float_tolerance")
    given = document.mapping(("checker",)).get("float_tolerance") is not None
    return Checker(
        ignore_case=document.flag(("checker", "ignore_case")),
        strict_space=document.flag(("checker", "strict_space")),
        float_tolerance=document.number(tolerance, 0, 0, 1e9) if given else None,
    )


def _tests(document: Document) -> tuple[Test, ...]:
    rows = document.sequence(("tests",))
    if not rows:
        raise document.error(("tests",), "no_tests")
    if len(rows) > _TESTS:
        raise document.error(("tests",), "range", key="tests", low=1, high=_TESTS)
    tests: list[Test] = []
    seen: set[str] = set()
    for index in range(len(rows)):
        test = _test(document, ("tests", index))
        if test.id in seen:
            raise document.error(("tests", index, "id"), "test_twice", id=test.id)
        if test.sample and tests and not tests[-1].sample:
            raise document.error(("tests", index), "sample_order")
        seen.add(test.id)
        tests.append(test)
    return tuple(tests)


def _test(document: Document, key: Key) -> Test:
    row = document.mapping(key, _TEST)
    kinds = [name for name in ("output", "outputs", "lines", "call") if name in row]
    if len(kinds) != 1 or ("call" in row) != document.has((*key, "returns")) or ("args" in row and "call" not in row):
        raise document.error(key, "test_kind")
    return Test(
        id=document.text((*key, "id")),
        input=document.text((*key, "input"), ""),
        outputs=_outputs(document, key),
        lines=_lines(document, (*key, "lines")) if "lines" in row else None,
        call=document.text((*key, "call"), ""),
        args=tuple(_json(document, (*key, "args"), document.sequence((*key, "args")))),
        returns=_json(document, (*key, "returns"), row.get("returns")),
        hidden=document.flag((*key, "hidden")),
        sample=document.flag((*key, "sample")),
        points=document.number((*key, "points"), 1, 0, 1_000_000),
    )


def _outputs(document: Document, key: Key) -> tuple[str, ...] | None:
    if document.has((*key, "output")):
        return (document.text((*key, "output")),)
    many = (*key, "outputs")
    if not document.has(many):
        return None
    texts = tuple(document.text((*many, index)) for index in range(len(document.sequence(many))))
    if not texts:
        raise document.error(many, "test_kind")
    return texts


def _lines(document: Document, key: Key) -> tuple[LineRule, ...]:
    return tuple(_line_rule(document, (*key, index)) for index in range(len(document.sequence(key))))


def _line_rule(document: Document, key: Key) -> LineRule:
    row = document.mapping(key, {"equals", "contains", "matches"})
    if len(row) != 1:
        raise document.error(key, "line_rule")
    name = next(iter(row))
    text = document.text((*key, name))
    if name == "matches":
        try:
            re.compile(text)
        except (re.error, OverflowError, RecursionError) as error:
            raise document.error((*key, name), "pattern", why=str(error)) from error
    return LineRule(**{name: text})


def _json(document: Document, key: Key, value: Any) -> Any:
    """Return a value as JSON would give it back."""
    try:
        return json.loads(json.dumps(value))
    except (TypeError, ValueError) as error:
        raise document.error(key, "wrong_type", key=key[-1], wanted="a JSON value") from error


def _check_calls(document: Document, tests: tuple[Test, ...], languages: tuple[str, ...]) -> None:
    able = {name for name, language in LANGUAGES.items() if language.calls_functions}
    if any(test.call for test in tests) and not set(languages) <= able:
        raise document.error(("languages",), "call_language", known=", ".join(sorted(able)))


def _submissions(folder: Folder) -> list[Submission]:
    found = []
    for place in folder.folders("submissions"):
        name = place.rsplit("/", 1)[-1]
        if name not in _FOLDERS:
            known = ", ".join(_FOLDERS)
            raise PackageError(folder.root / place, None, "wrong_value", key=f"the folder {name}", known=known)
        wanted = frozenset(_FOLDERS[name])
        for path in folder.files(place):
            language = by_extension(path)
            program = None
            if language is not None:
                program = Program(language.name, {language.main_file: folder.source(path)})
            found.append(Submission(path, program, Expectation(wanted, wanted, whole=True)))
    return found
