"""The assignment page as its learner sees it. Courses show it inside a lesson."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lyceum.kit import languages
from lyceum.people.api import ensure_profile
from lyceum.ui.surroundings import Surroundings
from lyceum.works import rubric, selectors
from lyceum.works.forms import HandInForm, RubricForm
from lyceum.works.models import Assignment, HandIn
from lyceum.works.services import hand_ins, marks


def assignment_response(request: HttpRequest, assignment: Assignment, surroundings: Surroundings) -> HttpResponse:
    """Answer a request for this assignment; after a write, a redirect to the same address."""
    if request.method != "POST":
        return _page(request, assignment, surroundings)
    if "rate" in request.POST:
        return _rate(request, assignment, surroundings)
    form = HandInForm(assignment, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, assignment, surroundings, form=form)
    actor, values = ensure_profile(request), form.cleaned_data
    try:
        hand_ins.hand_in(
            actor=actor, assignment=assignment, once=values["once"], language=languages.current(),
            text=values.get("text", ""), link=values.get("link", ""), uploads=values.get("uploads", ()),
        )  # fmt: skip
    except hand_ins.NotTaken as refusal:
        form.add_error(None, _refusal(refusal))
        return _page(request, assignment, surroundings, form=form)
    messages.success(request, _("Your work is handed in and kept."))
    return redirect(request.path)


def _refusal(refusal: hand_ins.NotTaken) -> str:
    words = {
        hand_ins.NothingHandedIn: _("There is nothing to hand in yet. Write, choose a file or give a link first."),
        hand_ins.NoTriesLeft: _(
            "This was handed in as often as it may be. Talk to your educator if it should be once more."
        ),
        hand_ins.TooLate: _(
            "It is too late to hand this in. What you wrote still stands here: show it to your educator."
        ),
        hand_ins.UnderReview: _("A classmate is reading your work already, so it can not be replaced now."),
    }
    return words[type(refusal)]


def _rate(request: HttpRequest, assignment: Assignment, surroundings: Surroundings) -> HttpResponse:
    """Somebody without a class rates their own work."""
    actor = request.actor  # type: ignore[attr-defined]
    waiting = selectors.standing_of(actor.profile, assignment).waiting
    text = selectors.text_of(assignment, languages.current())
    form = RubricForm(selectors.criteria_of(assignment, text), request.POST)
    if waiting is None or not form.is_valid():
        return _page(request, assignment, surroundings, rating=form)
    marks.rate_own(actor=actor, hand_in=waiting, points=form.points, comment=form.cleaned_data["comment"])
    messages.success(request, _("Your judgement is kept."))
    return redirect(request.path)


def _page(
    request: HttpRequest,
    assignment: Assignment,
    surroundings: Surroundings,
    form: HandInForm | None = None,
    rating: RubricForm | None = None,
) -> HttpResponse:
    profile = request.actor.profile  # type: ignore[attr-defined]
    text = selectors.text_of(assignment, languages.current())
    standing = selectors.standing_of(profile, assignment)
    criteria = selectors.criteria_of(assignment, text)
    waiting = standing.waiting
    if form is None and standing.can_hand_in:
        initial = {"text": waiting.text, "link": waiting.link} if waiting else {}
        form = HandInForm(assignment, initial=initial)
    if rating is None and waiting is not None and not standing.is_taught:
        rating = RubricForm(criteria)
    context: dict[str, Any] = {
        "assignment": assignment, "text": text, "criteria": criteria, "standing": standing, "form": form,
        "rating": rating, "surroundings": surroundings, "late": assignment.rules.get("late"),
        "works": [(work, newest_mark(work)) for work in standing.works],
        "review": selectors.review_part(profile, assignment), "most_points": rubric.points_of(assignment.rules),
    }  # fmt: skip
    status = 422 if form is not None and form.errors else 200
    return render(request, "works/assignment.html", context, status=status)


def newest_mark(work: HandIn) -> Any:
    """The mark that counts, with the points of each criterion; None while it waits. Uses what was read before."""
    rows = list(work.marks.all())
    return rows[0] if rows else None
