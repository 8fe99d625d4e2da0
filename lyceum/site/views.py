"""Pages that gather what the other apps offer."""

from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from lyceum.authoring import api as authoring
from lyceum.coding import api as coding
from lyceum.courses import api as courses
from lyceum.kit import clock, languages
from lyceum.people.api import SYSTEM, Actor, children_of, classes_taught_by
from lyceum.teaching import api as teaching
from lyceum.works import api as works

TASKS = 40


def front_door(request: HttpRequest) -> HttpResponse:
    """`/` leads to the home page in the person's or the browser's language."""
    return redirect("home")


def health(request: HttpRequest) -> HttpResponse:
    """Answers 200 when pages and database work; for supervisors and load balancers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


def home(request: HttpRequest) -> HttpResponse:
    listed = courses.course_list(languages.current())
    problems, _more = coding.problem_list(SYSTEM, wanted=languages.current(), page=1, size=4)
    counts = {"course_count": len(listed), "problem_count": coding.problem_count()}
    context = {"courses": listed[:8], "problems": problems, **counts}
    return render(request, "site/home.html", context)


def search(request: HttpRequest) -> HttpResponse:
    """Courses, lessons and exercises whose words match."""
    query = request.GET.get("q", "").replace("\0", "").strip()[:200]
    language = languages.current()
    found_courses = courses.search(query, language, actor=request.actor) if query else []  # type: ignore[attr-defined]
    found_problems = coding.search(query, language) if query else []
    context = {"query": query, "courses": found_courses, "problems": found_problems}
    return render(request, "site/search.html", context)


def my_page(request: HttpRequest) -> HttpResponse:
    """The learner's home: go on where you were, what you do, how it went."""
    actor = request.actor  # type: ignore[attr-defined]
    points = courses.continue_points(actor, languages.current())
    context = {
        "points": points,
        "next": points[0] if points else None,
        "recent": _programs(actor, 5),
        "may_write": authoring.can_author(actor),
        **_duties(actor),
    }
    return render(request, "site/my_page.html", context)


def _duties(actor: Actor) -> dict[str, Any]:
    """What is due for a member, and what waits for them as educator or guardian; guests are in no class."""
    if actor.account is None:
        return {}
    to_do = [task for task in teaching.tasks_of(actor, limit=TASKS) if not task.is_done]
    waiting = sum(row.waiting for row in works.to_mark(actor)) if classes_taught_by(actor).exists() else 0
    return {
        "tasks": to_do[:5], "more_tasks": len(to_do) > 5, "waiting": waiting, "now": clock.now(),
        "has_children": children_of(actor).exists(),
    }  # fmt: skip


def results(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    context = {"courses": courses.results_of(actor, languages.current()), "programs": _programs(actor, 50)}
    return render(request, "site/results.html", context)


def _programs(actor: Actor, limit: int) -> list[dict[str, Any]]:
    rows = coding.results_of(actor, wanted=languages.current(), limit=limit)
    return [{"result": row, "verdict": coding.verdict_name(row.verdict)} for row in rows]


def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "site/help.html")


def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "site/privacy.html")


def offline(request: HttpRequest) -> HttpResponse:
    """Kept by the service worker and shown when there is no line."""
    return render(request, "site/offline.html")


@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    pages = [f"/{code.lower()}/offline/" for code in languages.CODES]
    context = {"style": static("lyceum.css"), "icon": static("ui/icon.svg"), "pages": pages}
    return render(request, "site/sw.js", context, content_type="text/javascript")


@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    """Name and icon for a device's home screen, in the language that the page's link names."""
    language = languages.bcp47(request.GET.get("language", ""))
    icon = {"src": static("ui/icon.svg"), "sizes": "any", "type": "image/svg+xml"}
    with translation.override(language.lower()):
        words = {"description": _("A public place to learn"), "lang": language, "dir": languages.direction(language)}
    facts = {"name": "Lyceum", "short_name": "Lyceum", "id": "/", "start_url": "/", "display": "minimal-ui"}
    colours = {"background_color": "#fbfcfd", "theme_color": "#142a66"}
    return JsonResponse({**facts, **words, **colours, "icons": [icon]}, content_type="application/manifest+json")
