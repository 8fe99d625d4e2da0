"""Peers' page: read a classmate's work without a name, and rate it by the rubric."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lyceum.kit import languages
from lyceum.people.api import Actor
from lyceum.works import selectors
from lyceum.works.forms import RubricForm
from lyceum.works.models import Assignment, Review
from lyceum.works.services import peers


@login_required
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The next work to review. It is taken on by opening the page, and stays until it is sent."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    assignment = get_object_or_404(Assignment, pk=pk, rules__has_key="peer")
    text = selectors.text_of(assignment, languages.current())
    try:
        taken = peers.take(actor=actor, assignment=assignment)
    except peers.NothingToReview:
        return render(request, "works/nothing_to_review.html", {"text": text})
    form = RubricForm(selectors.criteria_of(assignment, text), request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _send(request, actor, taken, form)
    context = {"assignment": assignment, "text": text, "form": form, "work": taken.hand_in, "files": _files(taken)}
    part = selectors.review_part(actor.profile, assignment)
    return render(request, "works/review.html", {**context, "part": part}, status=422 if form.errors else 200)


def _files(taken: Review) -> list[object]:
    return list(taken.hand_in.files.filter(is_marked_copy=False))


def _send(request: HttpRequest, actor: Actor, taken: Review, form: RubricForm) -> HttpResponse:
    # The form carries which work it was made for: after a second click it must not be kept for the next one.
    if request.POST.get("work") != str(taken.hand_in.uuid):
        return redirect(request.path)
    peers.send(actor=actor, review=taken, points=form.points, comment=form.cleaned_data["comment"])
    messages.success(request, _("Thank you. Your review is kept."))
    return redirect(request.path)
