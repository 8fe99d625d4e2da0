"""Reviews: asked for, talked about, decided."""

import uuid

from django.db import transaction

from lyceum.authoring.events import ReviewAsked, ReviewDecided
from lyceum.authoring.models import Comment, Review, WorkingCopy
from lyceum.authoring.policies import can_comment, can_edit, can_review
from lyceum.authoring.selectors import errors_of
from lyceum.authoring.services.files import locked, tree_of
from lyceum.authoring.versions import approval_digest
from lyceum.kit import audit, clock, events
from lyceum.people.api import Actor, require

State = WorkingCopy.State


class HasErrors(Exception):
    """The pack is not right yet: nobody can be asked to review it, and it cannot be published."""


class ChangedMeanwhile(Exception):
    """What was to be approved is not what is there now; look again."""


@transaction.atomic
def ask_for_review(*, actor: Actor, copy: WorkingCopy, note: str) -> Review:
    """Ask for a review; while one is open, asking again changes nothing. Raises HasErrors."""
    require(can_edit(actor, copy))
    copy = locked(copy)
    open_one = copy.reviews.filter(outcome=Review.Outcome.OPEN).first()
    if open_one is not None:
        return open_one
    if errors_of(copy, tree_of(copy)):
        raise HasErrors
    review = Review.objects.create(copy=copy, asked_by=actor.profile, asked_at=clock.now(), note=note)
    _set_state(copy, State.REVIEW)
    audit.record(actor, "authoring.ask_for_review", copy)
    events.announce(ReviewAsked(copy.pk, review.pk))
    return review


@transaction.atomic
def comment(*, actor: Actor, review: Review, key: str, text: str, once: uuid.UUID) -> Comment:
    """Say something to an activity; the same form sent twice is one comment."""
    require(can_comment(actor, review.copy))
    values = {"review": review, "key": key, "text": text, "by": actor.profile, "at": clock.now()}
    row, is_new = Comment.objects.get_or_create(once=once, defaults=values)
    if is_new:
        audit.record(actor, "authoring.comment", review.copy, key=key)
    return row


@transaction.atomic
def decide(*, actor: Actor, copy: WorkingCopy, approve: bool, answer: str, seen: str) -> Review | None:
    """Approve what has the digest `seen`, or ask for changes; None when no review is open. Raises ChangedMeanwhile."""
    copy = locked(copy)
    require(can_review(actor, copy))
    review = copy.reviews.select_for_update().filter(outcome=Review.Outcome.OPEN).first()
    if review is None:
        return None
    digest = approval_digest(tree_of(copy))
    if approve and digest != seen:
        raise ChangedMeanwhile
    review.outcome = Review.Outcome.APPROVED if approve else Review.Outcome.CHANGES
    review.digest, review.decided_by, review.decided_at, review.answer = digest, actor.profile, clock.now(), answer
    review.save()
    _set_state(copy, State.APPROVED if approve else State.CHANGES)
    audit.record(actor, "authoring.approve" if approve else "authoring.ask_for_changes", copy)
    events.announce(ReviewDecided(copy.pk, review.pk, approve))
    return review


def _set_state(copy: WorkingCopy, state: str) -> None:
    copy.state = state
    copy.save(update_fields=["state"])
