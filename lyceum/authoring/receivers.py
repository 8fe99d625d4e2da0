"""Tells people what concerns them in a review."""

from lyceum.authoring.events import ReviewAsked, ReviewDecided
from lyceum.authoring.models import Collaborator, Review
from lyceum.authoring.notices import ASKED, REVIEWED
from lyceum.authoring.policies import JUDGES
from lyceum.kit.events import receiver
from lyceum.notices.api import tell
from lyceum.people.api import Membership


@receiver(ReviewAsked)
def tell_reviewers(event: ReviewAsked) -> None:
    """Those who were asked to review, and the reviewers of the institution and of those above it."""
    review = Review.objects.select_related("copy__institution").filter(pk=event.review_id).first()
    if review is None:
        return
    asked = review.copy.collaborators.filter(role=Collaborator.Role.REVIEWER)
    people = set(asked.values_list("profile_id", flat=True))
    if review.copy.institution is not None:
        members = Membership.objects.filter(institution__in=review.copy.institution.ancestor_ids, role__in=JUDGES)
        people |= set(members.values_list("profile_id", flat=True))
    people.discard(review.asked_by_id or 0)
    _tell(review, people, ASKED)


@receiver(ReviewDecided)
def tell_authors(event: ReviewDecided) -> None:
    review = Review.objects.select_related("copy").filter(pk=event.review_id).first()
    if review is None:
        return
    authors = review.copy.collaborators.filter(role=Collaborator.Role.AUTHOR)
    people = set(authors.values_list("profile_id", flat=True))
    people.discard(review.decided_by_id or 0)
    _tell(review, people, REVIEWED)


def _tell(review: Review, people: set[int], kind: str) -> None:
    tell(
        people=people,
        kind=kind,
        values={"title": review.copy.title},
        path=f"/authoring/{review.copy.uuid}/review/",
        once=f"{kind}:{review.pk}",
    )
