"""Verdicts in plain words: what happened in each test, as a ten-year-old can read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lyceum.coding.models import Submission
from lyceum.ui.formats import isolated, number

LABELS = {
    "accepted": gettext_lazy("Passed"),
    "presentation_error": gettext_lazy("Passed"),
    "wrong_answer": gettext_lazy("Wrong answer"),
    "time_limit": gettext_lazy("Too slow"),
    "memory_limit": gettext_lazy("Too much memory"),
    "output_limit": gettext_lazy("Too much output"),
    "run_time_error": gettext_lazy("Stopped with an error"),
    "compile_error": gettext_lazy("Does not compile"),
    "judge_error": gettext_lazy("Our mistake"),
    "ran": gettext_lazy("Ran"),
    "skipped": gettext_lazy("Not run"),
    "queued": gettext_lazy("Waiting"),
    "judging": gettext_lazy("Being checked"),
}
GOOD = {"accepted", "presentation_error", "ran"}
SIGNALS = {6: "SIGABRT", 8: "SIGFPE", 11: "SIGSEGV"}
EXCERPT = 400


def verdict_name(verdict: str) -> str:
    """A verdict, or the state of a program that has none yet, in the reader's language."""
    return str(LABELS.get(verdict, verdict))


@dataclass(frozen=True)
class Row:
    """One line of the verdict table."""

    number: int
    name: str
    label: str
    is_good: bool
    is_skipped: bool
    text: str
    advice_html: str
    cpu_ms: int
    input: str
    expected: str
    output: str
    error: str


@dataclass(frozen=True)
class Feedback:
    title: str
    text: str
    tone: str
    rows: Sequence[Row]
    passed: int
    total: int
    compile_output: str


def of(
    submission: Submission, *, tests: Mapping[str, Any], names: Mapping[str, str], advice: Mapping[str, str]
) -> Feedback:
    """What to tell about a judged submission; `tests` are the package's by id, `names` and `advice` the reader's."""
    report = submission.report
    rows = [
        _row(place, entry, tests.get(entry["id"]), names.get(entry["id"], ""), advice.get(entry["id"], ""))
        for place, entry in enumerate(report.get("tests", []), 1)
    ]
    passed = sum(row.is_good for row in rows)
    title, text, tone = _summary(submission, passed, len(rows))
    return Feedback(title, text, tone, rows, passed, len(rows), report.get("compile_output", "")[:4000])


def _row(place: int, entry: Mapping[str, Any], test: Any, name: str, advice: str) -> Row:
    verdict, is_open = entry["verdict"], test is not None and not test.hidden
    is_good = verdict in GOOD
    return Row(
        number=place,
        name=name or (_("sample") if test is not None and test.sample else ""),
        label=verdict_name(verdict),
        is_good=is_good,
        is_skipped=verdict == "skipped",
        text=_what_happened(entry, test, is_open=is_open),
        advice_html="" if is_good or verdict == "skipped" else advice,
        cpu_ms=entry.get("cpu_ms", 0),
        input=_cut(_input_of(test)) if is_open else "",
        expected=_cut(entry.get("expected_excerpt", "")) if is_open else "",
        output=_cut(entry.get("output", "")) if is_open else "",
        error=_cut(entry.get("stderr", "")) if is_open and verdict == "run_time_error" else "",
    )


def _what_happened(entry: Mapping[str, Any], test: Any, *, is_open: bool) -> str:
    verdict, line = entry["verdict"], entry.get("line")
    if verdict == "run_time_error":
        return _run_time_error(entry, line)
    if verdict == "wrong_answer" and is_open:
        return _wrong_answer(entry, test)
    sentences = {
        "accepted": "",
        "presentation_error": _("The spaces or line breaks differ a little from what was asked. That is fine here."),
        "wrong_answer": _("The answer is not the expected one. This test is a secret one."),
        "time_limit": _(
            "Your program was still working when the time was over. Does a loop never end, or do too much?"
        ),
        "memory_limit": _("Your program needed more memory than there is."),
        "output_limit": _("Your program printed far more than expected. Does a loop never end?"),
        "skipped": _("Not run, because an earlier test failed."),
        "judge_error": _("The judge made a mistake. It is not your program’s fault."),
    }
    return sentences.get(verdict, "")


def _wrong_answer(entry: Mapping[str, Any], test: Any) -> str:
    got, expected = _first_line(entry.get("output", "")), _first_line(entry.get("expected_excerpt", ""))
    if test.call:
        call = f"{test.call}({', '.join(map(repr, test.args))})"
        return _("%(call)s should give %(expected)s; it gave %(got)s.") % {
            "call": isolated(call),
            "expected": isolated(expected),
            "got": isolated(got),
        }
    if not entry.get("output", "").strip():
        return _("Your program printed nothing.")
    if (
        expected
        and "\n" not in entry.get("expected_excerpt", "").strip()
        and "\n" not in entry.get("output", "").strip()
    ):
        return _("Expected %(expected)s, your program printed %(got)s.") % {
            "expected": isolated(expected),
            "got": isolated(got),
        }
    return _("What your program printed differs from what was expected. Compare them below.")


def _run_time_error(entry: Mapping[str, Any], line: int | None) -> str:
    message = _first_line(entry.get("message", "")) or SIGNALS.get(entry.get("signal") or 0, "")
    if line and message:
        facts = {"line": number(line), "message": isolated(message)}
        return _("Your program stopped at line %(line)s: %(message)s") % facts
    if message:
        return _("Your program stopped: %(message)s") % {"message": isolated(message)}
    return _("Your program stopped before its end.")


def _summary(submission: Submission, passed: int, total: int) -> tuple[str, str, str]:
    verdict = submission.verdict
    if submission.kind == Submission.Kind.RUN and verdict not in {"compile_error", "judge_error"}:
        return _("Your program ran"), _("This was a try. Submit it when you are content."), ""
    if verdict in GOOD:
        return _("Solved"), _("All tests passed. Well done."), "ok"
    if verdict == "compile_error":
        line = submission.report.get("line")
        where = _("Look at line %(line)s first.") % {"line": number(line)} if line else ""
        return (
            _("Your program does not compile yet"),
            where or _("The compiler says what it did not understand."),
            "bad",
        )
    if verdict == "judge_error":
        return (
            _("We could not check this program"),
            _("The mistake is ours, not yours. Please submit it once more."),
            "bad",
        )
    counts = {"passed": number(passed), "total": number(total)}
    title = ngettext("%(passed)s of %(total)s test passed", "%(passed)s of %(total)s tests passed", total) % counts
    if passed:
        return title, _("You are on the way. Look at the first test that did not pass."), "warn"
    return title, _("Not there yet. Look at the first test: what was expected, and what came?"), "bad"


def _input_of(test: Any) -> str:
    return "" if test is None or test.call else str(test.input)


def _first_line(text: str) -> str:
    lines = str(text).strip().splitlines()
    return lines[0][:120] if lines else ""


def _cut(text: str) -> str:
    return text if len(text) <= EXCERPT else text[:EXCERPT] + " …"
