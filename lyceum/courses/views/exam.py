"""The page of an exam: its rules and a button to start, then the questions with the time that is left, then the result."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from lyceum.courses import selectors
from lyceum.courses.models import ExamSitting
from lyceum.courses.quizzes.base import Posted
from lyceum.courses.quizzes.exam import Exam, fields_of, print_of
from lyceum.courses.quizzes.showing import shown, verdict
from lyceum.courses.services import exams
from lyceum.courses.services.attempts import NoAttemptsLeft
from lyceum.courses.views.place import Place
from lyceum.kit import clock
from lyceum.people.api import ensure_profile, people_taught_by


def exam(place: Place) -> HttpResponse:
    if place.request.method == "POST":
        return _post(place)
    sittings = selectors.sittings_at(place.actor, place.activity)
    if not sittings:
        return _rules(place, made=0)
    latest = exams.look_at(sitting=sittings[0])
    if latest.handed_in_at is None:
        return _form(place, latest)
    attempts = place.activity.data.get("attempts", 1)
    may_retry = not attempts or len(sittings) < attempts
    if "again" in place.request.GET and may_retry:
        return _rules(place, made=len(sittings))
    return _result(place, latest, may_retry=may_retry)


def _post(place: Place) -> HttpResponse:
    do = place.request.POST.get("do", "")
    if do == "start":
        return _start(place)
    posted = dict(place.request.POST.lists())
    signs = {name.removeprefix("was."): values[-1] for name, values in posted.items() if name.startswith("was.")}
    form: dict[str, Any] = {
        "actor": place.actor,
        "activity": place.activity,
        "text": place.text,
        "posted": posted,
        "shown": signs,
    }
    try:
        if do == "hand_in":
            return _hand_in(place, form)
        sitting = exams.save_answers(**form)
    except exams.ExamNotTaken:
        return _back(place)
    except exams.TimeIsOver:
        if _wants_fragment(place.request):
            return JsonResponse({"over": True}, status=409)
        messages.warning(place.request, _("Time was over, so this was not taken. What was saved before counts."))
        return _back(place)
    if _wants_fragment(place.request):
        return JsonResponse({"left": seconds_left(sitting), "was": _signs(place, sitting, posted)})
    notes = _exam(place, sitting).reading(sitting.typed).unreadable
    return _form(place, sitting, notes=notes, message=_("Your answers are saved."))


def _wants_fragment(request: HttpRequest) -> bool:
    return "X-Fragment" in request.headers


def _start(place: Place) -> HttpResponse:
    try:
        once = uuid.UUID(place.request.POST.get("once", ""))
    except ValueError:
        return _back(place)
    try:
        exams.start_exam(actor=ensure_profile(place.request), activity=place.activity, text=place.text, once=once)
    except NoAttemptsLeft:
        messages.warning(place.request, _("You have sat this exam as often as it may be."))
    return _back(place)


def _hand_in(place: Place, form: dict[str, Any]) -> HttpResponse:
    """Open questions are named once before; time does not wait, so the form can be sent as it is."""
    if "anyway" not in place.request.POST:
        try:
            sitting = exams.save_answers(**form)
        except exams.TimeIsOver:
            return _handed_in(place, form)
        reading = _exam(place, sitting).reading(sitting.typed)
        notes = {**dict.fromkeys(reading.unanswered, _("Not answered yet.")), **reading.unreadable}
        if notes:
            message = _("Your answers are saved, but some questions are still open. Answer them, or hand in as it is.")
            return _form(place, sitting, notes=notes, message=message, may_hand_in_anyway=True, status=422)
    return _handed_in(place, form)


def _handed_in(place: Place, form: dict[str, Any]) -> HttpResponse:
    exams.hand_in_exam(**form)
    return _back(place)


def _back(place: Place) -> HttpResponse:
    response = HttpResponseRedirect(place.request.path)
    response.status_code = 303
    return response


def _exam(place: Place, sitting: ExamSitting) -> Exam:
    return Exam(place.activity.data, place.text.data, place.text.language, sitting.questions)


def seconds_left(sitting: ExamSitting) -> int:
    return max(0, int((sitting.ends_at - clock.now()).total_seconds()))


def _signs(place: Place, sitting: ExamSitting, posted: Posted) -> dict[str, str]:
    """What now stands in the form that was sent, so that it tells later what was changed in it."""
    return {key: print_of(fields) for key, fields in _exam(place, sitting).of_form(posted).items()}


def _rules(place: Place, made: int) -> HttpResponse:
    data = place.activity.data
    attempts = data.get("attempts", 1)
    profile = place.actor.profile
    extra = exams.extra_minutes(profile, place.activity) if profile else 0
    context = place.context(
        once=uuid.uuid4(),
        minutes_allowed=data["minutes_allowed"] + extra,
        extra=extra,
        question_count=_count(data),
        pass_share=data.get("pass", 0.6),
        attempts_left=attempts - made if attempts else 0,
        time_url=_time_url(place),
    )
    return render(place.request, "courses/exam_rules.html", context)


def _count(data: Mapping[str, Any]) -> int:
    """How many questions each learner gets."""
    asked_of_all = sum("pool" not in spec for spec in data["questions"])
    return int(asked_of_all + sum(data.get("draw", {}).values()))


def _time_url(place: Place) -> str:
    """Where an educator gives somebody more time; nothing for others."""
    if place.actor.account is None or not people_taught_by(place.actor).exists():
        return ""
    return reverse("exam_time", args=[place.course.slug, place.activity.key])


def _form(
    place: Place,
    sitting: ExamSitting,
    notes: Mapping[str, str] | None = None,
    message: str = "",
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    asked = _exam(place, sitting)
    stored = fields_of(sitting.typed)
    questions = [
        {
            **shown(asked, question, question.show(stored, sitting.seed, solved=False)),
            "note": (notes or {}).get(question.id, ""),
            "was": print_of(sitting.typed.get(question.id)),
        }
        for question in asked.in_order(sitting.seed)
    ]
    left = seconds_left(sitting)
    context = place.context(
        questions=questions, sitting=sitting, left=left, minutes_left=-(-left // 60), message=message, **more
    )
    response = render(place.request, "courses/exam.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _result(place: Place, sitting: ExamSitting, *, may_retry: bool) -> HttpResponse:
    """What it came to; question by question unless the exam tells the score only."""
    questions: list[dict[str, Any]] = []
    if place.activity.data.get("show", "after") == "after":
        asked = _exam(place, sitting)
        result, typed = asked.grade(asked.reading(sitting.typed).answers), fields_of(sitting.typed)
        questions = [
            shown(
                asked,
                question,
                question.show(typed, sitting.seed, solved=not may_retry),
                **verdict(result, question),
            )
            for question in asked.in_order(sitting.seed)
        ]
    context = place.context(questions=questions, sitting=sitting, may_retry=may_retry, time_url=_time_url(place))
    return render(place.request, "courses/exam_result.html", context)
