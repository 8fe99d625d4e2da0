"""At pages of learning: counts the time of children who have a guardian, and keeps to the limits that were set."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lyceum.courses import api as courses
from lyceum.kit import clock
from lyceum.people.api import Profile
from lyceum.teaching import study
from lyceum.teaching.selectors.study import has_guardian, limit_of, seconds_on, zone_of
from lyceum.teaching.services.giving import due_date_of
from lyceum.teaching.services.studying import note_learning

LEARNING = {"activity", "problem"}
ASK_AGAIN = 60
EXAM_WITHIN = timedelta(hours=24)


class StudyMiddleware:
    """Of those without a guardian it keeps nothing. What is posted always passes, so that nothing typed is lost."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: Mapping[str, Any]
    ) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or match.url_name not in LEARNING:
            return None
        actor = request.actor  # type: ignore[attr-defined]
        if actor.account is None or actor.profile is None or actor.acting is not None or not _is_guarded(actor.profile):
            return None
        now = clock.now()
        reason = None if request.method == "POST" or "attempt" in request.GET else _enough(actor.profile, now)
        if reason is not None and not is_exam(actor.profile, kwargs, now):
            return render(request, "teaching/enough.html", {"reason": reason})
        note_learning(profile=actor.profile, now=now)
        return None


def _is_guarded(profile: Profile) -> bool:
    """Asked once a minute of those who have no guardian: nearly everybody."""
    key = f"teaching.unguarded:{profile.pk}"
    if cache.get(key):
        return False
    if has_guardian(profile):
        return True
    cache.set(key, True, ASK_AGAIN)
    return False


def _enough(profile: Profile, now: datetime) -> study.Enough | None:
    limit = limit_of(profile)
    if limit is None:
        return None
    local = now.astimezone(zone_of(profile))
    spent = seconds_on(profile, local.date()) if limit.minutes_a_day is not None else 0
    return study.enough(
        local.time(), spent, minutes_a_day=limit.minutes_a_day, rest_from=limit.rest_from, rest_until=limit.rest_until
    )


def is_exam(profile: Profile, where: Mapping[str, Any], now: datetime) -> bool:
    """Not held up: an exam under way, and an exam or a quiz with few tries that an educator gave and that is due soon."""
    found = courses.Activity.objects.filter(course__slug=where.get("slug"), key=where.get("key"), retired_at=None)
    exam = found.filter(kind__in=("exam", "quiz")).first()
    if exam is None or (exam.kind == "quiz" and not exam.data.get("attempts")):
        return False
    if exam.sittings.filter(profile=profile, handed_in_at=None).exists():
        return True
    due_at = due_date_of(profile, course_id=exam.course_id, unit_id=exam.unit_id, activity_id=exam.pk)
    return due_at is not None and now <= due_at <= now + EXAM_WITHIN
