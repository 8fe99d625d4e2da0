"""The page of a survey: its questions, and what one answered to them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from lyceum.courses import selectors, surveys
from lyceum.courses.services.surveys import SurveyIsClosed, answer_survey, is_closed_for
from lyceum.courses.views.place import Place
from lyceum.people.api import classes_taught_by, ensure_profile


def survey(place: Place) -> HttpResponse:
    if place.request.method == "POST":
        return _post(place)
    sent = selectors.survey_answer_of(place.actor, place.activity)
    return _page(place, sent.answers if sent else {}, is_sent=sent is not None)


def _post(place: Place) -> HttpResponse:
    answers, missing = surveys.read(place.activity.data, dict(place.request.POST.lists()))
    if missing:
        return _page(place, answers, is_sent=False, missing=missing, status=422)
    try:
        answer_survey(actor=ensure_profile(place.request), activity=place.activity, answers=answers)
    except SurveyIsClosed:
        messages.warning(place.request, _("This survey is closed, so nothing was changed."))
    else:
        messages.success(place.request, _("Your answers are sent. Thank you."))
    response = HttpResponseRedirect(place.request.path)
    response.status_code = 303
    return response


def _page(
    place: Place, answers: dict[str, Any], *, is_sent: bool, missing: list[str] | None = None, status: int = 200
) -> HttpResponse:
    profile = place.actor.profile
    results_url = ""
    if place.actor.account is not None and classes_taught_by(place.actor).exists():
        results_url = reverse("survey_results", args=[place.course.slug, place.activity.key])
    context = place.context(
        questions=_questions(place, answers, missing or []),
        is_sent=is_sent,
        is_closed=profile is not None and is_closed_for(profile, place.activity),
        is_anonymous=place.activity.data.get("anonymous", False),
        is_incomplete=bool(missing),
        results_url=results_url,
    )
    return render(place.request, "courses/survey.html", context, status=status)


def _questions(place: Place, answers: dict[str, Any], missing: list[str]) -> list[dict[str, Any]]:
    texts = place.text.data["questions"]
    return [
        {
            **spec,
            "text": texts[spec["id"]],
            "choices": choices_of(spec, texts[spec["id"]], answers.get(spec["id"])),
            "typed": answers.get(spec["id"], "") if spec["kind"] == "text" else "",
            "is_missing": spec["id"] in missing,
        }
        for spec in place.activity.data["questions"]
        if spec["id"] in texts
    ]


def choices_of(spec: dict[str, Any], text: dict[str, Any], answer: Any = None) -> list[dict[str, Any]]:
    """What can be chosen, with words as HTML ("" for a step of a scale), and whether it is."""
    if spec["kind"] == "text":
        return []
    ids = surveys.steps_of(spec) if spec["kind"] == "scale" else spec["options"]
    chosen = answer if isinstance(answer, list) else [answer]
    options = text.get("options", {})
    return [{"id": one, "html": options.get(one, ""), "is_chosen": one in chosen} for one in ids]
