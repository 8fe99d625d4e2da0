"""Reads of classes, their members and picture sessions, filtered for who asks."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from lyceum.kit import clock
from lyceum.people.actors import Actor
from lyceum.people.models import ClassMember, Institution, PictureSession, Profile, SchoolClass
from lyceum.people.models.accounts import folded
from lyceum.people.policies import (
    can_manage_class,
    can_see_class,
    classes_managed_by,
    classes_visible_to,
    secrets_renewable_by,
)
from lyceum.people.selectors.institutions import begins_with

Part = ClassMember.Part
#: Who signed in by pictures stays for a school day at most.
SCHOOL_DAY = timedelta(hours=8)
#: In a session that pictures opened: the picture session's id and the second of signing in.
PICTURES_KEY = "picture_session"


def class_for(actor: Actor, wanted: uuid.UUID) -> SchoolClass | None:
    return classes_visible_to(actor).filter(uuid=wanted).select_related("institution").first()


def _counted(classes: QuerySet[SchoolClass]) -> QuerySet[SchoolClass]:
    learners = Count("members", filter=Q(members__part=Part.LEARNER, members__left_at=None))
    return classes.select_related("institution").annotate(learners=learners)


def my_classes(actor: Actor) -> QuerySet[ClassMember]:
    """The classes that the actor is in, teaching first; those that are closed come last."""
    if actor.profile is None or actor.account is None:
        return ClassMember.objects.none()
    mine = ClassMember.objects.filter(profile=actor.profile, left_at=None)
    return mine.select_related("school_class__institution").order_by(
        "school_class__closed_at", "part", "school_class__name"
    )


def classes_of(actor: Actor, institution: Institution, *, begins: str = "") -> QuerySet[SchoolClass]:
    """The classes of an institution that the actor sees, with how many learn there."""
    found = classes_visible_to(actor).filter(institution=institution, closed_at=None)
    if begins.strip():
        found = found.filter(name__istartswith=begins.strip())
    return _counted(found).order_by("name", "pk")


def members_of_class(
    actor: Actor, school_class: SchoolClass, *, part: str, begins: str = "", leads: bool | None = None
) -> QuerySet[ClassMember]:
    """Educators for everybody in the class; learners for who manages it, else as far as the class shows names.

    A learner who waits for a guardian's consent is seen by those who manage the class alone.
    """
    if not (can_see_class(actor, school_class) or can_manage_class(actor, school_class)):
        return ClassMember.objects.none()
    found = ClassMember.objects.filter(school_class=school_class, part=part, left_at=None)
    found = found.select_related("profile__account").order_by("profile__folded_name", "profile_id")
    if wanted := folded(begins):
        found = found.filter(begins_with("profile__folded_name", wanted))
    if part == Part.EDUCATOR or (can_manage_class(actor, school_class) if leads is None else leads):
        return found
    if school_class.shows_names:
        return found.filter(Q(profile__is_closed=False) | Q(profile=actor.profile))
    return found.filter(profile=actor.profile)


def with_renewable(actor: Actor, members: QuerySet[ClassMember]) -> QuerySet[ClassMember]:
    """Tells with each member whether the actor may make new sign-in cards."""
    return members.annotate(is_renewable=Exists(secrets_renewable_by(actor).filter(pk=OuterRef("profile"))))


@dataclass(frozen=True)
class Door:
    """What somebody who holds a join code may know before joining."""

    school_class: SchoolClass
    educators: list[str]
    is_member: bool


def is_inside(actor: Actor, school_class: SchoolClass) -> bool:
    """Whether the actor is a member, not only somebody who looks after the institution."""
    return ClassMember.objects.filter(school_class=school_class, profile=actor.profile, left_at=None).exists()


def is_joinable(school_class: SchoolClass) -> bool:
    ends = school_class.join_code_expires_at
    return bool(school_class.join_code and ends and ends > clock.now() and not school_class.closed_at)


def door_of(actor: Actor, code: str) -> Door | None:
    found = SchoolClass.objects.filter(
        join_code=code, join_code_expires_at__gt=clock.now(), closed_at=None, institution__closed_at=None
    ).select_related("institution")
    school_class = found.first() if code else None
    if school_class is None:
        return None
    members = ClassMember.objects.filter(school_class=school_class, left_at=None)
    educators = members.filter(part=Part.EDUCATOR).order_by("pk").values_list("profile__name", flat=True)
    is_member = bool(actor.profile) and members.filter(profile=actor.profile).exists()
    return Door(school_class, list(educators), is_member)


def open_picture_session(school_class: SchoolClass) -> PictureSession | None:
    """The session by which children may sign in now."""
    found = PictureSession.objects.filter(school_class=school_class, ended_at=None, closes_at__gt=clock.now())
    return found.order_by("-pk").first()


def picture_session_by(code: str) -> PictureSession | None:
    found = PictureSession.objects.filter(code=code, ended_at=None, closes_at__gt=clock.now())
    return found.filter(school_class__closed_at=None).select_related("school_class").first()


def children_in(session: PictureSession) -> QuerySet[Profile]:
    """Who may sign in by pictures in this session."""
    learns = ClassMember.objects.filter(
        school_class=session.school_class, profile=OuterRef("pk"), part=Part.LEARNER, left_at=None
    )
    ready = Profile.objects.filter(Exists(learns), picture_secret__isnull=False, account__is_active=True)
    return ready.select_related("account").order_by("folded_name", "pk")


def picture_session_holds(session_id: int, since: datetime) -> bool:
    """Whether somebody who came in by this session may stay: no educator ended it and the school day is not over."""
    if not since <= clock.now() < since + SCHOOL_DAY:
        return False
    return PictureSession.objects.filter(pk=session_id, ended_at=None).exists()


def managed_class_for(actor: Actor, wanted: uuid.UUID) -> SchoolClass | None:
    return classes_managed_by(actor).filter(uuid=wanted).select_related("institution").first()
