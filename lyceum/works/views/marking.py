"""Educators' pages: what waits, one work with its rubric, and giving it back."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lyceum.kit import languages
from lyceum.people.api import Actor
from lyceum.works import rubric, selectors
from lyceum.works.assignment import newest_mark
from lyceum.works.forms import MarkForm
from lyceum.works.models import Assignment, HandIn, Mark, Review
from lyceum.works.policies import can_mark
from lyceum.works.services import marks, peers

PAGE = 40


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined,no-any-return]


@login_required
def to_mark(request: HttpRequest) -> HttpResponse:
    """What waits for this educator, by assignment."""
    return render(request, "works/to_mark.html", {"rows": selectors.to_mark(_actor(request))})


@login_required
def works(request: HttpRequest, pk: int) -> HttpResponse:
    """All works of one assignment that this educator may mark; nothing, for somebody else."""
    assignment = get_object_or_404(Assignment, pk=pk)
    rows = selectors.works_to_mark(_actor(request), assignment)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    if not page.object_list:
        raise Http404
    text = selectors.text_of(assignment, languages.current())
    context = {"assignment": assignment, "text": text, "page": page, "works": [(w, newest_mark(w)) for w in page]}
    return render(request, "works/works.html", context)


@login_required
def work(request: HttpRequest, work: uuid.UUID) -> HttpResponse:
    """One work as its educator marks it; its maker is led to the mark by the course."""
    hand_in = _markable(request, work)
    text = selectors.text_of(hand_in.assignment, languages.current())
    criteria = selectors.criteria_of(hand_in.assignment, text)
    late = rubric.penalty(hand_in.assignment.rules, hand_in.due_at, hand_in.handed_in_at)
    given = newest_mark(hand_in)
    initial = {f"c-{key}": f"{value:g}" for key, value in given.points.items()} if given else {}
    form = MarkForm(
        criteria, request.POST or None, request.FILES or None, is_late=late > 0,
        initial={**initial, "comment": given.comment if given else ""},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        return _mark(request, hand_in, form)
    reviews = [(review, review.points) for review in hand_in.reviews.all() if review.sent_at]
    context: dict[str, Any] = {
        "work": hand_in, "text": text, "criteria": criteria, "form": form, "late": late, "mark": given,
        "history": list(hand_in.marks.all())[1:], "reviews": [review for review, _points in reviews],
    }  # fmt: skip
    return render(request, "works/work.html", context, status=422 if form.errors else 200)


def _mark(request: HttpRequest, hand_in: HandIn, form: MarkForm) -> HttpResponse:
    values = form.cleaned_data
    try:
        marks.mark(
            actor=_actor(request), hand_in=hand_in, points=form.points, comment=values["comment"],
            copies=values["copies"], forgive_lateness=values.get("forgive_lateness", False),
        )  # fmt: skip
    except marks.AlreadyReplaced:
        messages.warning(request, _("A later version was handed in meanwhile. This mark was not kept; mark that one."))
        return redirect("works_of", hand_in.assignment_id)
    following = selectors.next_to_mark(_actor(request), hand_in)
    messages.success(request, _("The mark is kept and the learner is told."))
    return redirect("work", following.uuid) if following else redirect("to_mark")


@require_POST
@login_required
def make_sample(request: HttpRequest, work: uuid.UUID) -> HttpResponse:
    hand_in = _markable(request, work)
    if not hand_in.marks.filter(source=Mark.Source.EDUCATOR).exists():
        messages.warning(request, _("Mark it first: reviewers are compared with your mark."))
    else:
        peers.make_sample(actor=_actor(request), hand_in=hand_in)
        messages.success(request, _("Reviewers now rate this work first, without its maker’s name."))
    return redirect("work", work)


@require_POST
@login_required
def drop_review(request: HttpRequest, work: uuid.UUID, pk: int) -> HttpResponse:
    hand_in = _markable(request, work)
    peers.drop_review(actor=_actor(request), review=get_object_or_404(Review, pk=pk, hand_in=hand_in))
    messages.success(request, _("That review no longer counts."))
    return redirect("work", work)


def _markable(request: HttpRequest, work: uuid.UUID) -> HandIn:
    hand_in = selectors.hand_in_for(_actor(request), work)
    if hand_in is None or not can_mark(_actor(request), hand_in):
        raise Http404
    return hand_in
