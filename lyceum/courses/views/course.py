"""The list of courses and the page of one course."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_http_methods, require_safe

from lyceum.courses import selectors
from lyceum.courses.models import Course
from lyceum.courses.outline import outline_of
from lyceum.courses.packs.words import fill_words
from lyceum.courses.selectors import Standing
from lyceum.courses.services import learning
from lyceum.courses.views.lessons import facts, unit_rows
from lyceum.kit import languages
from lyceum.people.api import Actor, ensure_profile

KEPT_FOR = 60


@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    """All courses; the lit step is the one to go on with, or the first course."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    wanted = languages.current()
    points = selectors.continue_points(actor, wanted, limit=1)
    context = {"courses": selectors.course_list(wanted, actor), "point": points[0] if points else None}
    return _shared(request, actor, render(request, "courses/courses.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
def course(request: HttpRequest, slug: str) -> HttpResponse:
    """What the course is, its outline with one's own progress, and the step to take now. A post begins the course."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = course_or_404(actor, slug)
    standing = selectors.standing_of(actor, outline_of(found, languages.current()))
    if request.method == "POST":
        learning.enrol(actor=ensure_profile(request), course=found)
        step = standing.next_step
        return redirect(selectors.step_url(slug, step.key)) if step else redirect("course", slug)
    return _shared(request, actor, render(request, "courses/course.html", _context(found, standing)))


def course_or_404(actor: Actor, slug: str) -> Course:
    found = selectors.course_for(actor, slug)
    if found is None:
        raise Http404
    return found


def _context(found: Course, standing: Standing) -> dict[str, Any]:
    step = standing.next_step
    return {
        "course": found,
        "text": standing.outline,
        "standing": standing,
        "units": [unit_rows(place, unit, standing, step) for place, unit in enumerate(standing.outline.units, start=1)],
        "next": step,
        "next_facts": facts(step.minutes, step.size, languages.current()) if step else "",
        "hours_left": max(1, round(found.hours * standing.share_left)),
        "about": fill_words(standing.outline.about_html, standing.outline.language),
    }


def _shared(request: HttpRequest, actor: Actor, response: HttpResponse) -> HttpResponse:
    """Whoever is unknown gets the same page as everyone unknown, so that caches on the way may keep it."""
    if actor.profile is None and actor.account is None and not request.COOKIES:
        patch_cache_control(response, public=True, max_age=KEPT_FOR)
        patch_vary_headers(response, ["Cookie", "Save-Data"])
    else:
        patch_cache_control(response, private=True)
    return response
