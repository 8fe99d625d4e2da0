"""Marking. Every mark is a new row: what was given before stays to be read."""

from collections.abc import Mapping, Sequence

from django.db import transaction

from lyceum.kit import audit, clock, events
from lyceum.people.api import Actor, require
from lyceum.works import files, rubric
from lyceum.works.events import WorkMarked
from lyceum.works.models import HandIn, Mark, WorkFile
from lyceum.works.policies import can_mark, is_own

MAX_COMMENT = 20_000


class BadPoints(ValueError):
    """A criterion has no points, or points outside its levels."""


class AlreadyReplaced(Exception):
    """The learner has handed in a later version meanwhile; that one is to be marked."""


@transaction.atomic
def mark(
    *,
    actor: Actor,
    hand_in: HandIn,
    points: Mapping[str, float],
    comment: str = "",
    copies: Sequence[files.Checked] = (),
    forgive_lateness: bool = False,
) -> Mark:
    """An educator's mark, for the first time or instead of an earlier one. Raises BadPoints, AlreadyReplaced."""
    require(can_mark(actor, hand_in))
    row = _record(actor, hand_in, Mark.Source.EDUCATOR, points, comment, forgive_lateness=forgive_lateness)
    rows = [
        WorkFile(hand_in=hand_in, name=one.name, stored_as=files.keep(one), size=len(one.content), is_marked_copy=True)
        for one in copies
    ]
    WorkFile.objects.bulk_create(rows)
    return row


@transaction.atomic
def rate_own(*, actor: Actor, hand_in: HandIn, points: Mapping[str, float], comment: str = "") -> Mark:
    """Somebody whom nobody teaches rates their own work by the rubric."""
    require(is_own(actor, hand_in) and not is_taught(hand_in))
    return _record(actor, hand_in, Mark.Source.SELF, points, comment)


def is_taught(hand_in: HandIn) -> bool:
    """Whether somebody is there to mark it: the learner is in a class."""
    return hand_in.profile.class_memberships.filter(part="learner", left_at=None).exists()


def mark_by_peers(*, hand_in: HandIn, share: float) -> Mark:
    """What the reviews came to; called with the hand-in's row locked."""
    return _write(None, hand_in, Mark.Source.PEERS, {}, "", share, forgive_lateness=False)


def _record(
    actor: Actor,
    hand_in: HandIn,
    source: str,
    points: Mapping[str, float],
    comment: str,
    *,
    forgive_lateness: bool = False,
) -> Mark:
    hand_in = HandIn.objects.select_for_update(of=("self",)).select_related("assignment", "profile").get(pk=hand_in.pk)
    if hand_in.state == HandIn.State.REPLACED:
        raise AlreadyReplaced
    try:
        earned = rubric.share_of(hand_in.assignment.rules, points)
    except ValueError as error:
        raise BadPoints(str(error)) from error
    return _write(actor, hand_in, source, points, comment, earned, forgive_lateness=forgive_lateness)


def _write(
    actor: Actor | None,
    hand_in: HandIn,
    source: str,
    points: Mapping[str, float],
    comment: str,
    earned: float,
    *,
    forgive_lateness: bool,
) -> Mark:
    assignment, now = hand_in.assignment, clock.now()
    lost = 0.0 if forgive_lateness else rubric.penalty(assignment.rules, hand_in.due_at, hand_in.handed_in_at)
    share = max(0.0, earned - lost)
    row = Mark.objects.create(
        hand_in=hand_in, source=source, marked_by=actor.profile if actor else None, points=dict(points),
        comment=comment[:MAX_COMMENT], earned=earned, penalty=lost, share=share, marked_at=now,
    )  # fmt: skip
    HandIn.objects.filter(pk=hand_in.pk).update(state=HandIn.State.MARKED)
    audit.record(actor, "works.mark", hand_in, share=share, source=source)
    events.announce(
        WorkMarked(
            hand_in.profile_id,
            assignment.pk,
            hand_in.pk,
            share,
            share >= assignment.pass_share,
            source,
            now.isoformat(),
        )
    )
    return row
