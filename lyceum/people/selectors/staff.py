"""What staff may read of a person, and under which session."""

import contextlib
import uuid
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from lyceum.kit import clock
from lyceum.people.actors import Actor
from lyceum.people.guarding import can_open_staff_session, people_within_reach
from lyceum.people.models import (
    ClassMember,
    DeviceSession,
    Guardianship,
    Institution,
    Membership,
    Profile,
    StaffSession,
)
from lyceum.people.policies import OVERSEERS
from lyceum.people.selectors.guardians import Answer, consents_of

ACTING_KEY = "acting"


@dataclass(frozen=True)
class Record:
    """A person as staff see them while their session is open."""

    profile: Profile
    memberships: list[Membership]
    classes: list[ClassMember]
    guardians: list[Guardianship]
    consents: list[Answer]
    device_count: int


def people_found(actor: Actor, query: str) -> QuerySet[Profile]:
    """Those within reach with exactly this username or number; nobody leafs through people."""
    wanted = Q(account__username__iexact=query)
    with contextlib.suppress(ValueError):
        wanted |= Q(uuid=uuid.UUID(query))
    return people_within_reach(actor).filter(wanted).select_related("account").order_by("pk")[:30]


def person_within_reach(actor: Actor, wanted: uuid.UUID) -> Profile | None:
    return people_within_reach(actor).select_related("account").filter(uuid=wanted).first()


def open_sessions(actor: Actor, subject: Profile) -> QuerySet[StaffSession]:
    """The actor's sessions with this person that are open now, the latest first."""
    mine = StaffSession.objects.filter(staff=actor.profile, subject=subject, closed_at=None)
    return mine.filter(opened_at__lte=clock.now(), closes_at__gt=clock.now()).order_by("-pk")


def record_of(subject: Profile) -> Record:
    """Six queries; it is shown under an open session only."""
    guardians = Guardianship.objects.filter(child=subject, ended_at=None).select_related("guardian")
    classes = ClassMember.objects.filter(profile=subject, left_at=None).select_related("school_class__institution")
    return Record(
        profile=subject,
        memberships=list(Membership.objects.filter(profile=subject).select_related("institution").order_by("since")),
        classes=list(classes.order_by("joined_at")),
        guardians=list(guardians.order_by("since")),
        consents=list(consents_of(subject)),
        device_count=DeviceSession.objects.filter(account=subject.account).count(),
    )


def right_over(actor: Actor, subject: Profile) -> dict[str, object]:
    """By which role, and of which institution, staff may see this person; kept in the log for the person to read."""
    if actor.is_operator:
        return {"role": "operator"}
    belongs = Q(memberships__profile=subject) | Q(classes__members__profile=subject, classes__members__left_at=None)
    paths = Institution.objects.filter(belongs).values_list("path", flat=True)
    above = {int(part) for path in paths for part in path.split("/") if part}
    held = sorted((holder, role) for holder, role in actor.roles if role in OVERSEERS and holder in above)
    return {"role": held[0][1], "institution": held[0][0]} if held else {}


def acting_actor(staff: Actor, key: int) -> Actor | None:
    """The person as whom staff act in this session; None once it is closed, over, or no longer permitted."""
    if staff.profile is None:
        return None
    now = clock.now()
    found = StaffSession.objects.select_related("subject__account", "staff").filter(
        pk=key, staff=staff.profile, kind=StaffSession.Kind.ACT, closed_at=None, opened_at__lte=now, closes_at__gt=now
    )
    session = found.first()
    if session is None or not can_open_staff_session(staff, session.subject, session.kind):
        return None
    subject = session.subject
    return Actor(account=subject.account, profile=subject, acting=session, acting_as=right_over(staff, subject))
