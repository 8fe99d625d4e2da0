"""Handing in, and doing so again."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from lyceum.kit import audit, clock, events
from lyceum.people.api import Actor, Profile, require
from lyceum.works import files, rubric
from lyceum.works.due import due_for
from lyceum.works.events import WorkHandedIn
from lyceum.works.models import Assignment, HandIn, Review, WorkFile
from lyceum.works.policies import can_hand_in

MAX_TEXT = 100_000


class NotTaken(Exception):
    """Work was not taken; what was typed is not lost, for the page shows it again."""


class NothingHandedIn(NotTaken):
    """Neither text nor file nor link, of those that the assignment asks for."""


class NoTriesLeft(NotTaken):
    """It was handed in and marked as often as the assignment allows."""


class TooLate(NotTaken):
    """The assignment takes nothing any more."""


class UnderReview(NotTaken):
    """Peers are reading it already: it can not be replaced now."""


@transaction.atomic
def hand_in(
    *,
    actor: Actor,
    assignment: Assignment,
    once: uuid.UUID,
    language: str,
    text: str = "",
    link: str = "",
    uploads: Sequence[files.Checked] = (),
) -> HandIn:
    """Keep this version of the work; the same form again is the same version. Raises NotTaken.

    A version that waits for its mark is replaced, and its files come along unless new ones were sent.
    """
    require(can_hand_in(actor))
    profile = Profile.objects.select_for_update().get(pk=actor.profile.pk)  # type: ignore[union-attr]
    again = HandIn.objects.filter(profile=profile, once=once).first()
    if again is not None:
        return again
    waiting = HandIn.objects.filter(assignment=assignment, profile=profile, state=HandIn.State.WAITING).first()
    due_at = _check(profile, assignment, waiting, has_content=bool(text.strip() or link or uploads))
    if waiting is not None:
        HandIn.objects.filter(pk=waiting.pk).update(state=HandIn.State.REPLACED)
    now = clock.now()
    work = HandIn.objects.create(
        assignment=assignment, profile=profile, once=once, number=_number(profile, assignment), text=text, link=link,
        language=language, handed_in_at=now, due_at=due_at,
    )  # fmt: skip
    _keep_files(work, uploads, waiting)
    audit.record(actor, "works.hand_in", work, number=work.number)
    events.announce(WorkHandedIn(profile.pk, assignment.pk, work.pk, now.isoformat()))
    return work


def _check(profile: Profile, assignment: Assignment, waiting: HandIn | None, *, has_content: bool) -> datetime | None:
    due_at = due_for(profile, assignment)
    if rubric.is_closed(assignment.rules, due_at, clock.now()):
        raise TooLate
    if waiting is None and assignment.attempts and _number(profile, assignment) > assignment.attempts:
        raise NoTriesLeft
    if waiting is not None and Review.objects.filter(hand_in=waiting).exists():
        raise UnderReview
    if not has_content and (waiting is None or not waiting.files.exists()):
        raise NothingHandedIn
    return due_at


def _number(profile: Profile, assignment: Assignment) -> int:
    """Which try this is: marked ones count, replaced ones do not."""
    return 1 + HandIn.objects.filter(assignment=assignment, profile=profile, state=HandIn.State.MARKED).count()


def _keep_files(work: HandIn, uploads: Sequence[files.Checked], before: HandIn | None) -> None:
    if uploads:
        rows = [
            WorkFile(hand_in=work, name=one.name, stored_as=files.keep(one), size=len(one.content)) for one in uploads
        ]
    else:
        old = before.files.filter(is_marked_copy=False) if before else []
        rows = [WorkFile(hand_in=work, name=one.name, stored_as=one.stored_as, size=one.size) for one in old]
    WorkFile.objects.bulk_create(rows)


@transaction.atomic
def merge_profiles(*, source_id: int, target_id: int) -> None:
    """Hand a guest's works to the account that signed in; where both wait for a mark, the later one does."""
    for work in HandIn.objects.filter(profile_id=source_id).order_by("handed_in_at"):
        if work.state == HandIn.State.WAITING:
            mine = HandIn.objects.filter(
                assignment_id=work.assignment_id, profile_id=target_id, state=work.state
            ).first()
            if mine is not None:
                older = min(mine, work, key=lambda one: one.handed_in_at)
                HandIn.objects.filter(pk=older.pk).update(state=HandIn.State.REPLACED)
        HandIn.objects.filter(pk=work.pk).update(profile_id=target_id)
