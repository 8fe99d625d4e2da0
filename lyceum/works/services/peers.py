"""Peer review: take one on, send it, and what the reviews come to."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from lyceum.kit import audit, clock
from lyceum.people.api import Actor, Profile, classmates_of, require, teaches
from lyceum.works import rubric
from lyceum.works.models import Assignment, HandIn, Mark, Review
from lyceum.works.policies import can_mark
from lyceum.works.services.marks import MAX_COMMENT, BadPoints, mark_by_peers

STALE = timedelta(days=7)


class NothingToReview(Exception):
    """No work of a classmate waits for one more review now."""


def samples_of(assignment: Assignment, profile: Profile) -> QuerySet[HandIn]:
    """Samples that the reviewer has not rated yet; of their own classes' educators, never their own work."""
    rated = Review.objects.filter(reviewer=profile, sent_at__isnull=False).values("hand_in")
    mates = classmates_of(profile)
    samples = HandIn.objects.filter(assignment=assignment, is_sample=True, profile__in=mates)
    return samples.exclude(pk__in=rated).order_by("handed_in_at")


@transaction.atomic
def take(*, actor: Actor, assignment: Assignment) -> Review:
    """The next work for this reviewer: the one already taken on, else a sample, else the classmate's with fewest reviews.

    Who has not handed in their own work yet gets none. Raises NothingToReview.
    """
    require(actor.profile is not None)
    assert actor.profile is not None
    profile = Profile.objects.select_for_update().get(pk=actor.profile.pk)
    mine = Review.objects.filter(reviewer=profile, hand_in__assignment=assignment)
    open_one = mine.filter(sent_at=None).select_related("hand_in__assignment").first()
    if open_one is not None:
        return open_one
    require(HandIn.objects.filter(assignment=assignment, profile=profile).exclude(state="replaced").exists())
    hand_in = _next(assignment, profile, mine)
    review = Review.objects.create(hand_in=hand_in, reviewer=profile, taken_at=clock.now())
    audit.record(actor, "works.take_review", hand_in)
    return review


def _next(assignment: Assignment, profile: Profile, mine: QuerySet[Review]) -> HandIn:
    rated = mine.filter(hand_in__is_sample=True).count()
    if rated < assignment.samples_wanted:
        sample = samples_of(assignment, profile).first()
        if sample is not None:
            return sample
    waiting = HandIn.objects.filter(assignment=assignment, state=HandIn.State.WAITING, is_sample=False)
    others = waiting.filter(profile__in=classmates_of(profile)).exclude(reviews__reviewer=profile)
    fewest = others.annotate(count=Count("reviews")).order_by("count", "handed_in_at").first()
    if fewest is None or mine.filter(hand_in__is_sample=False).count() >= assignment.reviews_wanted + 2:
        raise NothingToReview
    return fewest


@transaction.atomic
def send(*, actor: Actor, review: Review, points: Mapping[str, float], comment: str) -> Review:
    """Keep a review for good; sending it again changes nothing. Raises BadPoints."""
    require(actor.profile is not None and review.reviewer_id == actor.profile.pk)
    # The work's row is locked, so that of two last reviews one sees the other.
    hand_in = HandIn.objects.select_for_update(of=("self",)).select_related("assignment").get(pk=review.hand_in_id)
    row = Review.objects.get(pk=review.pk)
    if row.sent_at is not None:
        return row
    try:
        row.share = rubric.share_of(hand_in.assignment.rules, points)
    except ValueError as error:
        raise BadPoints(str(error)) from error
    row.points, row.comment, row.sent_at = dict(points), comment[:MAX_COMMENT], clock.now()
    row.save()
    audit.record(actor, "works.send_review", hand_in)
    if not hand_in.is_sample:
        _settle(hand_in)
    return row


def _settle(hand_in: HandIn) -> None:
    """With enough reviews the peers' mark is made, unless an educator has marked; far ones are shown to the educator."""
    reviews = list(hand_in.reviews.filter(sent_at__isnull=False))
    if len(reviews) < hand_in.assignment.reviews_wanted:
        return
    weights = weights_of(hand_in.assignment, [review.reviewer_id for review in reviews])
    shares = [review.share or 0.0 for review in reviews]
    outcome = rubric.together([(share, weights[r.reviewer_id]) for share, r in zip(shares, reviews, strict=True)])
    for review, is_far in zip(reviews, rubric.outliers(shares, outcome), strict=True):
        Review.objects.filter(pk=review.pk).update(is_outlier=is_far)
    if not hand_in.marks.filter(source=Mark.Source.EDUCATOR).exists():
        mark_by_peers(hand_in=hand_in, share=outcome)


def weights_of(assignment: Assignment, reviewers: list[int]) -> dict[int, float]:
    """How much each reviewer's word weighs, by the samples that they and an educator rated."""
    rated = Review.objects.filter(
        reviewer__in=reviewers, hand_in__assignment=assignment, hand_in__is_sample=True, sent_at__isnull=False
    )
    newest = Mark.objects.filter(hand_in=OuterRef("hand_in"), source=Mark.Source.EDUCATOR).values("earned")[:1]
    differences: dict[int, list[float]] = {reviewer: [] for reviewer in reviewers}
    for reviewer, off in rated.annotate(off=F("share") - Subquery(newest)).values_list("reviewer_id", "off"):
        differences[reviewer].append(off or 0.0)
    return {reviewer: rubric.reliability(off) for reviewer, off in differences.items()}


@transaction.atomic
def make_sample(*, actor: Actor, hand_in: HandIn) -> None:
    """Use a marked work as a sample, shown without its maker's name."""
    require(can_mark(actor, hand_in) and hand_in.marks.filter(source=Mark.Source.EDUCATOR).exists())
    HandIn.objects.filter(pk=hand_in.pk).update(is_sample=True)
    audit.record(actor, "works.make_sample", hand_in)


@transaction.atomic
def drop_review(*, actor: Actor, review: Review) -> None:
    """An educator sets a review aside; the work's mark is made of the others, if enough are left."""
    require(teaches(actor, review.hand_in.profile))
    hand_in = HandIn.objects.select_for_update(of=("self",)).select_related("assignment").get(pk=review.hand_in_id)
    Review.objects.filter(pk=review.pk).delete()
    audit.record(actor, "works.drop_review", hand_in)
    _settle(hand_in)


def forget_stale() -> int:
    """Reviews taken on and left for a week go back, so that nobody waits for ever."""
    stale = Review.objects.filter(Q(sent_at=None), clock.apart("taken_at", STALE))
    return stale.delete()[0]
