import difflib
import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from lyceum.coding import selectors
from lyceum.coding.exercise import LANGUAGES, exercise_response, verdict_context
from lyceum.coding.models import Problem, Submission
from lyceum.kit import languages
from lyceum.ui.surroundings import Surroundings


def problems(request: HttpRequest) -> HttpResponse:
    """All listed problems, a page at a time."""
    number = request.GET.get("page", "1")
    page = int(number) if number.isdecimal() and len(number) < 5 and int(number) > 0 else 1
    listed, has_more = selectors.problem_list(request.actor, wanted=languages.current(), page=page)  # type: ignore[attr-defined]
    context = {"listed": listed, "page": page, "has_more": has_more}
    return render(request, "coding/problems.html", context)


def problem(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Problem.objects.prefetch_related("texts"), slug=slug, is_open=True)
    return exercise_response(request, found, Surroundings())


def submission(request: HttpRequest, submission_uuid: uuid.UUID) -> HttpResponse:
    """One's own program with its verdict, beside the one before it."""
    found = selectors.submission_for(request.actor, str(submission_uuid))  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    text = selectors.text_of(found.problem, languages.current())
    earlier = selectors.previous_of(found)
    context = {
        "text": text,
        "language_name": LANGUAGES[found.language]["name"],
        "earlier": earlier,
        "changes": _changes(earlier, found) if earlier else [],
        **verdict_context(request, found, text),
    }
    return render(request, "coding/submission.html", context)


def _changes(earlier: Submission, later: Submission) -> list[tuple[str, str]]:
    """The lines of the later program, each marked "+", "-" or " "; hints of the diff algorithm are left out."""
    lines = difflib.ndiff(earlier.source.splitlines(), later.source.splitlines())
    return [(line[0], line[2:]) for line in lines if line[0] in "+- "]
