"""The exercise page: statement, editor, verdict, hints. Courses show it inside a lesson, `/code/` on its own."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from lyceum.coding import feedback, packages, selectors
from lyceum.coding.forms import ProgramForm
from lyceum.coding.live import live_address
from lyceum.coding.models import Problem, ProblemText, Submission
from lyceum.coding.services import submissions
from lyceum.kit import languages
from lyceum.people.api import Actor, ensure_profile
from lyceum.ui.formats import number
from lyceum.ui.surroundings import Surroundings

LANGUAGES = {
    "python": {"name": "Python 3", "file": "main.py", "mode": "python"},
    "cpp": {"name": "C++ 20", "file": "main.cpp", "mode": "cpp"},
    "cpp17": {"name": "C++ 17", "file": "main.cpp", "mode": "cpp"},
}
#: Bytes of the editor that loads on request, compressed; kept true by a test.
EDITOR_SIZE = 188_000


def exercise_response(request: HttpRequest, problem: Problem, surroundings: Surroundings) -> HttpResponse:
    """Answer a request for this problem, reading or writing; after a write, a redirect to the same address."""
    if request.method == "POST":
        return _post(request, problem, surroundings)
    return _page(request, problem, surroundings)


def _post(request: HttpRequest, problem: Problem, surroundings: Surroundings) -> HttpResponse:
    form = ProgramForm.of(request)
    if not form.is_valid():
        return _page(request, problem, surroundings, error=_("That form was not complete. Please send it again."))
    values = form.cleaned_data
    actor = ensure_profile(request)
    if values["do"].startswith("hint"):
        return _open_hint(request, actor, problem, values)
    if values["do"] == "save":
        submissions.keep_draft(actor=actor, problem=problem, language=values["language"], source=values["source"])
        return _back(request, "")
    kind = Submission.Kind.RUN if values["do"] == "run" else Submission.Kind.SUBMIT
    try:
        submission = submissions.submit(
            actor=actor,
            problem=problem,
            kind=kind,
            language=values["language"],
            source=values["source"],
            own_input=values["own_input"] if kind == Submission.Kind.RUN else "",
            once=values["once"],
        )
    except tuple(REFUSALS) as refusal:
        return _page(request, problem, surroundings, error=_refusal(refusal), typed=values)
    return _back(request, f"?s={submission.uuid}#verdict")


REFUSALS: dict[type[Exception], int] = {
    submissions.SourceEmpty: 422,
    submissions.SourceTooLong: 422,
    submissions.SourceNotText: 422,
    submissions.LanguageNotOffered: 422,
    submissions.TooManySubmissions: 429,
}


def _refusal(refusal: Exception) -> tuple[int, str]:
    words = {
        submissions.SourceEmpty: _("There is no program yet. Write one first, then send it."),
        submissions.SourceTooLong: _(
            "That program is too long: at most %(size)s KB. Is there data in it that belongs elsewhere?"
        )
        % {"size": number(submissions.MAX_SOURCE // 1024)},
        submissions.SourceNotText: _(
            "That is not a program’s text: it holds signs that no editor writes. Send the source, not a compiled file."
        ),
        submissions.LanguageNotOffered: _("This exercise does not take that language. Choose another."),
        submissions.TooManySubmissions: _(
            "That was many programs in one minute. They are all kept. Take a breath and send again in a minute."
        ),
    }
    return REFUSALS[type(refusal)], words[type(refusal)]


def _open_hint(request: HttpRequest, actor: Actor, problem: Problem, values: dict[str, Any]) -> HttpResponse:
    number_text = values["do"].partition(":")[2]
    if number_text.isdigit() and int(number_text) < 10:
        submissions.open_hint(actor=actor, problem=problem, number=int(number_text))
    if values["source"].strip():
        submissions.keep_draft(actor=actor, problem=problem, language=values["language"], source=values["source"])
    return _back(request, "#hints")


def _back(request: HttpRequest, where: str) -> HttpResponse:
    response = HttpResponseRedirect(f"{request.path}{where}")
    response.status_code = 303
    return response


def _page(
    request: HttpRequest,
    problem: Problem,
    surroundings: Surroundings,
    *,
    error: tuple[int, str] | str = "",
    typed: dict[str, Any] | None = None,
) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    text = selectors.text_of(problem, surroundings.language or languages.current())
    standing = selectors.standing_of(actor, problem)
    submission = _shown_submission(request, actor, problem)
    status, message = error if isinstance(error, tuple) else (422 if error else 200, error)
    context = {
        "problem": problem,
        "text": text,
        "surroundings": surroundings,
        "standing": standing,
        "hints": _hints(text, standing),
        "samples": [test for test in packages.load(problem.package_hash).tests if test.sample and not test.call],
        "calls": [test for test in packages.load(problem.package_hash).tests if test.sample and test.call],
        "languages": [{"code": code, **LANGUAGES[code]} for code in problem.languages if code in LANGUAGES],
        "editor_size": EDITOR_SIZE,
        "once": uuid.uuid4(),
        "error": message,
        **_program(problem, standing, submission, typed),
        **verdict_context(request, submission, text),
    }
    return render(request, "coding/exercise.html", context, status=status)


def _shown_submission(request: HttpRequest, actor: Actor, problem: Problem) -> Submission | None:
    wanted = request.GET.get("s", "")
    try:
        submission = selectors.submission_for(actor, str(uuid.UUID(wanted))) if wanted else None
    except ValueError:
        return None
    return submission if submission is not None and submission.problem_id == problem.pk else None


def verdict_context(request: HttpRequest, submission: Submission | None, text: ProblemText) -> dict[str, Any]:
    """What the verdict's fragment needs: the feedback, or where to listen until there is one."""
    if submission is None:
        return {"submission": None}
    if not submission.is_done:
        # The address differs each time: to the same one with a fragment a browser would only scroll.
        turn = "1" if request.GET.get("again") != "1" else "2"
        again = f"{request.path}?s={submission.uuid}&again={turn}#verdict"
        return {"submission": submission, "live": live_address(request, submission), "again": again}
    tests = {test.id: test for test in packages.load(submission.problem.package_hash).tests}
    said = feedback.of(submission, tests=tests, names=text.test_names, advice=text.explanations)
    return {"submission": submission, "feedback": said}


def _program(
    problem: Problem, standing: selectors.Standing, submission: Submission | None, typed: dict[str, Any] | None
) -> dict[str, Any]:
    """What the editor holds: what was just typed, else the program looked at, else the draft, else the starter."""
    starters = packages.load(problem.package_hash).starters
    first = problem.languages[0]
    if typed is not None:
        return {"language": typed["language"], "source": typed["source"], "own_input": typed["own_input"]}
    for row in (submission, standing.draft):
        if row is not None:
            own = row.own_input if isinstance(row, Submission) else ""
            return {"language": row.language, "source": row.source, "own_input": own}
    return {"language": first, "source": starters.get(first, ""), "own_input": ""}


def _hints(text: ProblemText, standing: selectors.Standing) -> list[dict[str, Any]]:
    names = [_("A nudge"), _("The idea"), _("Part of a solution")]
    return [
        {"number": place, "level": place + 1, "name": name, "html": html, "is_open": place in standing.opened_hints}
        for place, (name, html) in enumerate(zip(names, text.hints, strict=False))
    ]
