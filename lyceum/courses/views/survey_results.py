"""What the learners of a class answered to a survey."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lyceum.courses import selectors, surveys
from lyceum.courses.models import Activity, ActivityText
from lyceum.courses.services.surveys import close_survey
from lyceum.courses.views.course import course_or_404
from lyceum.courses.views.survey import choices_of
from lyceum.kit import languages
from lyceum.people.api import SchoolClass, classes_taught_by


@require_http_methods(["GET", "HEAD", "POST"])
def survey_results(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """For who teaches the class; of several classes one is chosen."""
    actor = request.actor  # type: ignore[attr-defined]
    course = course_or_404(actor, slug)
    found = selectors.activity_for(course, key, languages.current())
    rooms = list(classes_taught_by(actor).order_by("name", "pk"))
    if found is None or found[0].kind != Activity.Kind.SURVEY or not rooms:
        raise Http404
    wanted = request.POST.get("class") or request.GET.get("class", "")
    room = next((one for one in rooms if str(one.pk) == wanted), None if wanted else rooms[0])
    if room is None:
        raise Http404
    if request.method == "POST":
        close_survey(actor=actor, activity=found[0], school_class=room)
        messages.success(request, _("The survey is closed for this class."))
        return redirect(f"{request.path}?class={room.pk}")
    context = {
        "course": course, "text": found[1], "rooms": rooms, "room": room,
        "survey_url": selectors.step_url(course.slug, key), **_results(found[0], found[1], room),
    }  # fmt: skip
    return render(request, "courses/survey_results.html", context)


def _results(activity: Activity, text: ActivityText, room: SchoolClass) -> dict[str, Any]:
    """Of an anonymous survey nothing but how many answered, until it is closed: then what was counted, for good."""
    is_anonymous = bool(activity.data.get("anonymous", False))
    closed, sent = selectors.closed_in(room, activity), selectors.survey_answers_in(room, activity)
    if is_anonymous:
        tallies = surveys.thawed(closed.tallies) if closed is not None else []
    else:
        tallies = surveys.tally(activity.data, [row.answers for row in sent])
    specs = {spec["id"]: spec for spec in activity.data["questions"]}
    return {
        "is_anonymous": is_anonymous,
        "is_closed": closed is not None,
        "answered": closed.answered if closed is not None and is_anonymous else len(sent),
        "questions": [
            _question(one, specs[one.id], text, [] if is_anonymous else sent) for one in tallies if one.id in specs
        ],
    }


def _question(tally: surveys.Tally, spec: dict[str, Any], text: ActivityText, sent: list[Any]) -> dict[str, Any]:
    words = text.data["questions"].get(tally.id, {})
    labels = {str(choice["id"]): choice["html"] or choice["id"] for choice in choices_of(spec, words)}
    named = [
        (row.profile.name or _("No name"), row.answers[tally.id])
        for row in sent
        if tally.kind == "text" and tally.id in row.answers
    ]
    rows = [
        {
            "html": labels.get(cell.id, cell.id),
            "count": cell.count,
            "share": cell.count / tally.answered if cell.count and tally.answered else 0,
        }
        for cell in tally.cells
    ]
    return {"prompt": words.get("prompt", ""), "text": words, "tally": tally, "rows": rows, "named": named}
