"""The page of one activity: what its kind does with a request is in `VIEWS`."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from lyceum.coding import api as coding
from lyceum.courses import selectors
from lyceum.courses.models import Activity
from lyceum.courses.outline import outline_of
from lyceum.courses.services import learning
from lyceum.courses.views.course import course_or_404
from lyceum.courses.views.exam import exam
from lyceum.courses.views.looks import other_look
from lyceum.courses.views.place import Place
from lyceum.courses.views.quiz import quiz
from lyceum.courses.views.survey import survey
from lyceum.kit import languages
from lyceum.people.api import ensure_profile
from lyceum.talk import api as talk
from lyceum.works import api as works


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def activity(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """A reading, a quiz or an exercise, in the best language there is for the reader."""
    course = course_or_404(request.actor, slug)  # type: ignore[attr-defined]
    wanted = languages.current()
    found = selectors.activity_for(course, key, wanted)
    if found is None:
        raise Http404
    place = Place(request, course, *found, outline_of(course, wanted))
    if request.method == "GET":
        _remember(place)
        if (look := other_look(place)) is not None:
            return look
    view = VIEWS[place.activity.kind]
    if place.activity.kind == Activity.Kind.QUIZ:
        # It checks for forgery itself: a refused form comes back with all that was typed.
        return view(place)
    protected: Callable[[HttpRequest], HttpResponse] = csrf_protect(lambda _: view(place))
    return protected(request)


def _remember(place: Place) -> None:
    """Opening is remembered for those who are known already; a visitor's reading leaves no trace."""
    if place.actor.profile is None:
        return
    enrolment = place.standing.enrolment
    is_last = enrolment is None or enrolment.last_activity_id == place.activity.pk
    if place.activity.pk not in place.standing.states or not is_last:
        learning.see(actor=place.actor, activity=place.activity)


def reading(place: Place) -> HttpResponse:
    if place.request.method == "POST":
        learning.finish(actor=ensure_profile(place.request), activity=place.activity)
        if place.around[1] is None:
            messages.success(place.request, _("You have read to the end of the course."))
        return redirect(place.url_after)
    return render(place.request, "courses/reading.html", place.context())


def problem(place: Place) -> HttpResponse:
    """The exercise itself is shown by `coding`, with this course around it."""
    assert place.activity.problem is not None
    return coding.exercise_response(place.request, place.activity.problem, place.surroundings)


def assignment(place: Place) -> HttpResponse:
    """What is to be handed in is shown by `works`, with this course around it."""
    assert place.activity.assignment is not None
    return works.assignment_response(place.request, place.activity.assignment, place.surroundings)


def discussion(place: Place) -> HttpResponse:
    """Shown by `talk`. Who is in no class has nobody to write to: for them, having thought about it finishes it."""
    assert place.activity.topic is not None
    if place.request.method == "POST" and "read" in place.request.POST and not talk.is_in_a_class(place.actor):
        learning.finish(actor=ensure_profile(place.request), activity=place.activity)
        return redirect(place.url_after)
    return talk.discussion_response(place.request, place.activity.topic, place.surroundings, is_done=place.is_done)


VIEWS: dict[str, Callable[[Place], HttpResponse]] = {
    "reading": reading,
    "quiz": quiz,
    "problem": problem,
    "assignment": assignment,
    "exam": exam,
    "survey": survey,
    "discussion": discussion,
}
