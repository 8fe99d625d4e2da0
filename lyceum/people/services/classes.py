"""Writes of classes: making, joining, leaving, codes."""

import uuid
from datetime import timedelta

from django.db import IntegrityError, transaction

from lyceum.kit import audit, clock
from lyceum.people import class_codes
from lyceum.people.actors import Actor
from lyceum.people.models import ClassMember, Institution, Membership, Profile, Role, SchoolClass
from lyceum.people.policies import can_make_class, can_manage_class, require

JOINABLE_FOR = timedelta(days=7)
Part = ClassMember.Part


class NoSuchCode(Exception):
    """No class can be joined by this code now."""


class NotAnEducator(Exception):
    """Nobody with this username or e-mail works as an educator in the class's institution."""


class LastEducator(Exception):
    """A class that is not closed keeps somebody who teaches it."""


@transaction.atomic
def create_class(*, actor: Actor, institution: Institution, name: str, once: uuid.UUID) -> SchoolClass:
    """A new class with its maker as educator, if they are one there. The same `once` gives the same class."""
    require(can_make_class(actor, institution))
    row, is_new = SchoolClass.objects.get_or_create(uuid=once, defaults={"institution": institution, "name": name})
    require(row.institution_id == institution.pk)
    if is_new:
        if actor.profile is not None and any(role == Role.EDUCATOR for _, role in actor.roles):
            ClassMember.objects.create(school_class=row, profile=actor.profile, part=Part.EDUCATOR)
        audit.record(actor, "people.create_class", row)
    return row


def locked(actor: Actor, school_class: SchoolClass) -> SchoolClass:
    """The class held until the transaction ends, for who manages it; a closed one takes no changes."""
    row = SchoolClass.objects.select_for_update(of=("self",)).select_related("institution").get(pk=school_class.pk)
    require(can_manage_class(actor, row) and row.closed_at is None)
    return row


@transaction.atomic
def change_class(*, actor: Actor, school_class: SchoolClass, name: str, shows_names: bool) -> SchoolClass:
    row = locked(actor, school_class)
    row.name, row.shows_names = name, shows_names
    row.save(update_fields=["name", "shows_names"])
    audit.record(actor, "people.change_class", row, shows_names=shows_names)
    return row


@transaction.atomic
def close_class(*, actor: Actor, school_class: SchoolClass) -> None:
    """End a class: nobody joins any more, picture sessions end; what was learned stays to be seen."""
    row = locked(actor, school_class)
    row.closed_at, row.join_code, row.join_code_expires_at = clock.now(), "", None
    row.save(update_fields=["closed_at", "join_code", "join_code_expires_at"])
    row.picture_sessions.filter(ended_at=None).update(ended_at=clock.now())
    audit.record(actor, "people.close_class", row)


@transaction.atomic
def renew_join_code(*, actor: Actor, school_class: SchoolClass) -> SchoolClass:
    """A new code for some days; the one before is void."""
    row = locked(actor, school_class)
    row.join_code_expires_at = clock.now() + JOINABLE_FOR
    for _ in range(20):
        row.join_code = class_codes.new_code()
        try:
            with transaction.atomic():
                row.save(update_fields=["join_code", "join_code_expires_at"])
            break
        except IntegrityError:
            continue
    audit.record(actor, "people.renew_join_code", row)
    return row


@transaction.atomic
def stop_join_code(*, actor: Actor, school_class: SchoolClass) -> None:
    row = locked(actor, school_class)
    row.join_code, row.join_code_expires_at = "", None
    row.save(update_fields=["join_code", "join_code_expires_at"])
    audit.record(actor, "people.stop_join_code", row)


@transaction.atomic
def join(*, actor: Actor, code: str) -> tuple[SchoolClass, bool]:
    """Join by code as a learner; whether that was new. Joining again changes nothing. Raises NoSuchCode."""
    require(actor.profile is not None and actor.account is not None)
    assert actor.profile is not None
    found = SchoolClass.objects.select_for_update().filter(
        join_code=code, join_code_expires_at__gt=clock.now(), closed_at=None, institution__closed_at=None
    )
    row = found.select_related("institution").first() if code else None
    if row is None:
        raise NoSuchCode
    return row, admit(actor=actor, school_class=row, person=actor.profile, part=Part.LEARNER)


def admit(*, actor: Actor, school_class: SchoolClass, person: Profile, part: str) -> bool:
    """Put a person into a class whose row is locked, and a learner into its institution; whether that was new."""
    row, is_new = ClassMember.objects.get_or_create(school_class=school_class, profile=person, defaults={"part": part})
    if not is_new and row.left_at is None and (row.part == part or part == Part.LEARNER):
        return False
    row.part, row.left_at = part, None
    row.save(update_fields=["part", "left_at"])
    if part == Part.LEARNER:
        Membership.objects.get_or_create(
            institution_id=school_class.institution_id, profile=person, role=Role.LEARNER.value
        )
    audit.record(actor, "people.join_class", person, school_class=school_class.pk, part=part)
    return True


@transaction.atomic
def leave(*, actor: Actor, school_class: SchoolClass) -> None:
    """Leave a class oneself. Raises LastEducator."""
    require(actor.profile is not None and not actor.is_scoped)
    assert actor.profile is not None
    row = SchoolClass.objects.select_for_update().get(pk=school_class.pk)
    let_go(actor=actor, school_class=row, person=actor.profile)


@transaction.atomic
def remove_member(*, actor: Actor, school_class: SchoolClass, person_uuid: uuid.UUID) -> None:
    """Take a learner or a co-educator out of the class; who is gone stays gone. Raises LastEducator."""
    row = locked(actor, school_class)
    member = ClassMember.objects.filter(school_class=row, profile__uuid=person_uuid).select_related("profile").first()
    if member is not None:
        let_go(actor=actor, school_class=row, person=member.profile)


def let_go(*, actor: Actor, school_class: SchoolClass, person: Profile) -> None:
    """End a membership of a locked class; the row stays as history. Who was only in this class leaves the institution."""
    member = ClassMember.objects.filter(school_class=school_class, profile=person, left_at=None).first()
    if member is None:
        return
    educators = ClassMember.objects.filter(school_class=school_class, part=Part.EDUCATOR, left_at=None)
    if member.part == Part.EDUCATOR and educators.count() == 1 and school_class.closed_at is None:
        raise LastEducator
    member.left_at = clock.now()
    member.save(update_fields=["left_at"])
    _leave_institution(school_class.institution_id, person)
    audit.record(actor, "people.leave_class", person, school_class=school_class.pk)


def _leave_institution(institution_id: int, person: Profile) -> None:
    """Profiles that the institution made stay its own; others are its learners as long as they are in a class of it."""
    if person.managed_by_id == institution_id:
        return
    elsewhere = ClassMember.objects.filter(
        profile=person, part=Part.LEARNER, left_at=None, school_class__institution_id=institution_id
    )
    if not elsewhere.exists():
        Membership.objects.filter(institution_id=institution_id, profile=person, role=Role.LEARNER).delete()


@transaction.atomic
def add_educator(*, actor: Actor, school_class: SchoolClass, login: str) -> Profile:
    """One more educator, who already is one in the institution or above. Raises NotAnEducator."""
    row = locked(actor, school_class)
    by = {"account__email__iexact" if "@" in login else "account__username__iexact": login.strip()}
    roles = [Role.EDUCATOR.value, Role.ADMIN.value]
    holders = Membership.objects.filter(institution_id__in=row.institution.ancestor_ids, role__in=roles)
    person = Profile.objects.filter(**by, pk__in=holders.values("profile")).order_by("pk").first()
    if person is None or not login.strip():
        raise NotAnEducator
    admit(actor=actor, school_class=row, person=person, part=Part.EDUCATOR)
    return person
