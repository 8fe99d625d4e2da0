"""Where an educator gives a learner more time in an exam."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from lyceum.courses import selectors
from lyceum.courses.models import Activity, ActivityText, Course
from lyceum.courses.policies import people_to_give_time
from lyceum.courses.services import exams
from lyceum.courses.views.course import course_or_404
from lyceum.kit import languages
from lyceum.ui.formats import number


@require_http_methods(["GET", "HEAD", "POST"])
def exam_time(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Everyone whom the educator teaches, with the minutes that they have more."""
    actor = request.actor  # type: ignore[attr-defined]
    course = course_or_404(actor, slug)
    found = selectors.activity_for(course, key, languages.current())
    if found is None or found[0].kind != Activity.Kind.EXAM or not people_to_give_time(actor).exists():
        raise Http404
    if request.method == "POST":
        return _give(request, found[0])
    return _page(request, course, *found)


def _give(request: HttpRequest, activity: Activity) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    who, typed = request.POST.get("who", ""), request.POST.get("minutes", "").strip()
    person = people_to_give_time(actor).filter(pk=int(who)).first() if who.isdecimal() and len(who) < 18 else None
    if person is None:
        raise Http404
    if not typed.isdecimal() or len(typed) > 4:
        messages.error(request, _("Give the minutes as a whole number, such as 15. Nothing was changed."))
        return redirect(request.get_full_path())
    minutes = int(typed)
    if request.POST.get("unit") == "share":
        minutes = -(-activity.data["minutes_allowed"] * minutes // 100)
    row = exams.give_extra_time(actor=actor, profile=person, activity=activity, minutes=minutes)
    said = ngettext(
        "%(name)s has %(minutes)s minute more.", "%(name)s has %(minutes)s minutes more.", row.minutes
    ) % {"name": person.name or _("No name"), "minutes": number(row.minutes)}  # fmt: skip
    messages.success(request, said)
    return redirect(request.get_full_path())


def _page(request: HttpRequest, course: Course, activity: Activity, text: ActivityText) -> HttpResponse:
    wanted = request.GET.get("page", "1")
    page = int(wanted) if wanted.isdecimal() and len(wanted) < 6 else 1
    found = selectors.examinees_of(request.actor, activity, page)  # type: ignore[attr-defined]
    context = {
        "course": course, "activity": activity, "text": text, "rows": found.rows, "page": found.page,
        "exam_url": selectors.step_url(course.slug, activity.key), "allowed": activity.data["minutes_allowed"],
    }  # fmt: skip
    return render(request, "courses/exam_time.html", context)
