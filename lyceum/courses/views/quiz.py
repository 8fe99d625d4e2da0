"""The page of a quiz: a form, and after it the same questions with what was right."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect

from lyceum.courses import selectors
from lyceum.courses.models import QuizAttempt
from lyceum.courses.quizzes import Posted, Quiz
from lyceum.courses.quizzes.showing import shown, verdict
from lyceum.courses.services.attempts import NoAttemptsLeft, seed_of, submit_attempt
from lyceum.courses.views.place import Place
from lyceum.kit import clock
from lyceum.people.api import ensure_profile

SALT = "lyceum.courses.quiz"


def quiz(place: Place) -> HttpResponse:
    asked = Quiz(place.activity.data, place.text.data, place.text.language)
    if place.request.method == "POST":
        return _post(place, asked)
    attempts = selectors.attempts_at(place.actor, place.activity)
    wanted = place.request.GET.get("attempt", "")
    shown = next((row for row in attempts if str(row.once) == wanted), attempts[0] if attempts else None)
    is_open = not asked.attempts or len(attempts) < asked.attempts
    if shown is None or ("again" in place.request.GET and is_open):
        return _form(place, asked, Draft.new())
    return _result(place, asked, shown, attempts_made=len(attempts))


@dataclass
class Draft:
    """A form that is being filled: its key, when it was first shown, what is typed, and what to say about it."""

    once: uuid.UUID
    started_at: datetime
    typed: Posted = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    message: str = ""
    may_send_anyway: bool = False

    @classmethod
    def new(cls) -> "Draft":
        return cls(uuid.uuid4(), clock.now())

    @classmethod
    def posted(cls, request: HttpRequest) -> "Draft":
        """From a post; whatever is missing or mangled is replaced, so that the answers always count."""
        draft = cls.new()
        draft.typed = dict(request.POST.lists())
        try:
            draft.once = uuid.UUID(request.POST.get("once", ""))
            started = signing.loads(request.POST.get("started", ""), salt=SALT)
            draft.started_at = datetime.fromtimestamp(started, UTC)
        except (ValueError, signing.BadSignature):
            pass
        return draft

    @property
    def started(self) -> str:
        """The time as the form carries it, signed."""
        return signing.dumps(int(self.started_at.timestamp()), salt=SALT)


def _post(place: Place, asked: Quiz) -> HttpResponse:
    draft = Draft.posted(place.request)
    reading = asked.read(draft.typed)
    if not _is_genuine(place.request):
        draft.message = _(
            "The page was open for a long time, so we ask you to send it again. All your answers are still here."
        )
        return _form(place, asked, draft, status=403)
    if reading.unreadable:
        draft.notes = reading.unreadable
        draft.message = _("Some answers could not be read. See what is said beside them; nothing was counted yet.")
        return _form(place, asked, draft, status=422)
    if reading.unanswered and (not reading.answers or "anyway" not in place.request.POST):
        draft.notes = {key: _("Not answered yet.") for key in reading.unanswered}
        draft.message = _("Some questions are still open. Answer them, or send the quiz as it is.")
        draft.may_send_anyway = bool(reading.answers)
        return _form(place, asked, draft, status=422)
    return _submit(place, draft, reading.answers)


def _is_genuine(request: HttpRequest) -> bool:
    """Whether Django's check against forged forms lets this post through."""
    passed: list[bool] = []

    def note(request: HttpRequest) -> HttpResponse:
        passed.append(True)
        return HttpResponse()

    csrf_protect(note)(request)
    return bool(passed)


def _submit(place: Place, draft: Draft, answers: Mapping[str, Any]) -> HttpResponse:
    was_signed_out = place.actor.profile is None and "known" in draft.typed
    actor = ensure_profile(place.request)
    try:
        attempt = submit_attempt(
            actor=actor,
            activity=place.activity,
            text=place.text,
            answers=answers,
            once=draft.once,
            started_at=draft.started_at,
        )
    except NoAttemptsLeft:
        messages.warning(place.request, _("You have used all attempts at this quiz. Your best score is kept."))
        return _redirect(place, "")
    if was_signed_out:
        messages.warning(
            place.request,
            _("You were signed out meanwhile. Your answers are safe on this device; sign in and they go with you."),
        )
    return _redirect(place, f"?attempt={attempt.once}#result")


def _redirect(place: Place, where: str) -> HttpResponse:
    response = HttpResponseRedirect(f"{place.request.path}{where}")
    response.status_code = 303
    return response


def _form(place: Place, asked: Quiz, draft: Draft, status: int = 200) -> HttpResponse:
    seed = seed_of(draft.once)
    questions = [
        shown(
            asked,
            question,
            question.show(draft.typed, seed, solved=False),
            note=draft.notes.get(question.id, ""),
        )
        for question in asked.in_order(seed)
    ]
    context = place.context(
        questions=questions, draft=draft, pass_share=asked.pass_share, attempts_left=_left(place, asked)
    )
    return render(place.request, "courses/quiz.html", context, status=status)


def _left(place: Place, asked: Quiz) -> int:
    """How many attempts are left, 0 when there is no limit."""
    if not asked.attempts:
        return 0
    return max(1, asked.attempts - len(selectors.attempts_at(place.actor, place.activity)))


def _result(place: Place, asked: Quiz, attempt: QuizAttempt, attempts_made: int) -> HttpResponse:
    """An attempt as it was sent. What is right is shown when there is nothing more to try."""
    known = {key: answer for key, answer in attempt.answers.items() if key in asked.questions}
    result = asked.grade(known)
    left = max(0, asked.attempts - attempts_made) if asked.attempts else None
    solved = left == 0 or attempt.score >= attempt.max_score
    typed = asked.typed(known)
    questions = [
        shown(asked, question, question.show(typed, attempt.seed, solved=solved), **verdict(result, question))
        for question in asked.in_order(attempt.seed)
    ]
    context = place.context(questions=questions, attempt=attempt, left=left, may_retry=left != 0, solved=solved)
    return render(place.request, "courses/quiz_result.html", context)
