"""Guardians: inviting them, what they agree to, and how it ends. The child's row is locked first in all of it."""

from collections.abc import Collection
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F

from lyceum.kit import audit, clock, events
from lyceum.people import guardian_codes as codes
from lyceum.people.actors import SYSTEM, Actor
from lyceum.people.ages import is_adult, is_under_age, last_year_of_age
from lyceum.people.consent_texts import current_edition
from lyceum.people.events import ProfileClosed, ProfileOpened
from lyceum.people.guarding import (
    can_answer_for,
    can_be_guardian,
    can_end_guardianship,
    can_invite_guardian,
    holds,
    is_own,
)
from lyceum.people.models import Account, Consent, DeviceSession, Guardianship, Invitation, Profile
from lyceum.people.policies import require
from lyceum.people.purposes import ACCOUNT, KEYS

MAX_INVITATIONS = 5


class InvitationVoid(Exception):
    """The code is not known, was used, or is too old."""


class ConsentNeeded(Exception):
    """Without consent to the account itself there is nothing to agree to."""


class NotAnAdult(Exception):
    """Only adults answer for a child."""


@transaction.atomic
def invite(*, actor: Actor, child: Profile) -> str:
    """A new code for a guardian, told only now. Of more than MAX_INVITATIONS open ones the oldest lapse."""
    require(can_invite_guardian(actor, child))
    child = _locked(child)
    code, now = codes.new_code(), clock.now()
    Invitation.objects.create(
        child=child,
        invited_by=actor.profile,
        code_hash=codes.keyed_hash(code),
        expires_at=now + timedelta(days=settings.GUARDIAN_INVITATION_DAYS),
    )
    still = Invitation.objects.filter(child=child, used_at=None, expires_at__gt=now).order_by("-pk")
    lapsed = list(still.values_list("pk", flat=True)[MAX_INVITATIONS:])
    Invitation.objects.filter(pk__in=lapsed).update(expires_at=now)
    audit.record(actor, "people.invite_guardian", child)
    return code


@transaction.atomic
def take_on(
    *, actor: Actor, code: str, purposes: Collection[str], language: str, birth_year: int | None = None
) -> Profile:
    """Become guardian by an invitation, which is used up, and answer for the child; gives the child.

    An adult whose year of birth is not known yet tells it here.
    """
    invitation = Invitation.objects.filter(code_hash=codes.keyed_hash(code)).select_related("child").first()
    if invitation is None:
        raise InvitationVoid
    child = _locked(invitation.child)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not holds(invitation, now=clock.now()) or child.erased_at is not None:
        raise InvitationVoid
    _tell_age(actor, birth_year)
    require(can_be_guardian(actor, child))
    invitation.used_at = clock.now()
    invitation.save(update_fields=["used_at"])
    _begin(actor, child)
    _answer(actor, child, purposes, language)
    return child


@transaction.atomic
def answer(*, actor: Actor, child: Profile, purposes: Collection[str], language: str) -> None:
    """Consent to these purposes and to the edition in force; what was agreed to before and is not among them ends."""
    require(can_answer_for(actor, child))
    _answer(actor, _locked(child), purposes, language)


@transaction.atomic
def withdraw(*, actor: Actor, child: Profile, purpose: str) -> None:
    """Take consent to a purpose back, at once and for all guardians: one "no" is enough.

    Without consent to the account the profile closes: the child's sessions end, what was learned is kept.
    """
    require(can_answer_for(actor, child))
    _withdraw(actor, _locked(child), {purpose})


@transaction.atomic
def end_guardianship(*, actor: Actor, guardianship: Guardianship) -> None:
    """The guardian, or the child of age, ends it; with it end the consents that this guardian gave."""
    child = _locked(guardianship.child)
    guardianship = Guardianship.objects.select_for_update(of=("self",)).select_related("child").get(pk=guardianship.pk)
    if guardianship.ended_at is not None:
        return
    require(can_end_guardianship(actor, guardianship))
    guardianship.ended_at = clock.now()
    guardianship.save(update_fields=["ended_at"])
    given = Consent.objects.filter(child=child, guardian_id=guardianship.guardian_id, withdrawn_at=None)
    withdrew = given.filter(purpose=ACCOUNT).exists()
    given.update(withdrawn_at=clock.now())
    audit.record(actor, "people.end_guardianship", child, guardian=str(guardianship.guardian.uuid))
    if withdrew:
        _settle(actor, child)


@transaction.atomic
def begin_on_own_account(*, actor: Actor, child: Profile) -> None:
    """The adult whose account it is answers for a child added to it; the consent itself is asked next."""
    child = _locked(child)
    require(can_be_guardian(actor, child) and actor.account_id == child.account_id)
    _begin(actor, child)


def open_those_of_age() -> int:
    """Open the closed profiles of people who have come of age; how many there were."""
    grown = Profile.objects.filter(is_closed=True, erased_at=None, birth_year__lte=last_year_of_age())
    keys = list(grown.values_list("pk", flat=True)[:500])
    for key in keys:
        with transaction.atomic():
            child = Profile.objects.select_for_update().get(pk=key)
            if child.is_closed and not is_under_age(child.birth_year):
                _open(SYSTEM, child, reason="age")
    return len(keys)


def end_sessions(account: Account) -> None:
    """Sign the account out everywhere, at its next request on each device."""
    Account.objects.filter(pk=account.pk).update(session_epoch=F("session_epoch") + 1)
    DeviceSession.objects.filter(account=account).delete()


def _locked(child: Profile) -> Profile:
    return Profile.objects.select_for_update(of=("self",)).select_related("account").get(pk=child.pk)


def _tell_age(actor: Actor, birth_year: int | None) -> None:
    """Keep the year of birth of an adult who had not given one; nobody becomes older than they said before."""
    require(is_own(actor))
    assert actor.profile is not None
    if actor.profile.birth_year is None and birth_year is not None and is_adult(birth_year):
        actor.profile.birth_year = birth_year
        actor.profile.save(update_fields=["birth_year"])
        audit.record(actor, "people.tell_birth_year", actor.profile)
    if not is_adult(actor.profile.birth_year):
        raise NotAnAdult


def _begin(actor: Actor, child: Profile) -> None:
    _, is_new = Guardianship.objects.get_or_create(guardian=actor.profile, child=child, ended_at=None)
    if is_new:
        audit.record(actor, "people.begin_guardianship", child)


def _answer(actor: Actor, child: Profile, purposes: Collection[str], language: str) -> None:
    wanted = KEYS & set(purposes)
    if ACCOUNT not in wanted:
        raise ConsentNeeded
    edition = current_edition()
    mine = Consent.objects.filter(child=child, guardian=actor.profile, withdrawn_at=None)
    mine.exclude(text_version=edition).update(withdrawn_at=clock.now())
    kept = set(mine.values_list("purpose", flat=True))
    now = clock.now()
    for purpose in sorted(wanted - kept):
        Consent.objects.create(
            child=child, guardian=actor.profile, purpose=purpose, text_version=edition, language=language, given_at=now
        )
        audit.record(actor, "people.give_consent", child, purpose=purpose, edition=edition)
    _settle(actor, child)
    _withdraw(actor, child, KEYS - wanted)


def _withdraw(actor: Actor, child: Profile, purposes: Collection[str]) -> None:
    for purpose in sorted(purposes):
        in_force = Consent.objects.filter(child=child, purpose=purpose, withdrawn_at=None)
        if in_force.update(withdrawn_at=clock.now()):
            audit.record(actor, "people.withdraw_consent", child, purpose=purpose)
            if purpose == ACCOUNT:
                _settle(actor, child)


def _settle(actor: Actor, child: Profile) -> None:
    """Open or closed, as the consents in force say."""
    if child.birth_year is not None and not is_under_age(child.birth_year):
        return
    agreed = Consent.objects.filter(child=child, purpose=ACCOUNT, withdrawn_at=None).exists()
    if agreed and child.is_closed:
        _open(actor, child, reason="consent")
    elif not agreed and not child.is_closed:
        _close(actor, child)


def _open(actor: Actor, child: Profile, *, reason: str) -> None:
    child.is_closed = False
    child.save(update_fields=["is_closed"])
    audit.record(actor, "people.open_profile", child, reason=reason)
    events.announce(ProfileOpened(child.pk))


def _close(actor: Actor, child: Profile) -> None:
    child.is_closed = True
    child.save(update_fields=["is_closed"])
    # On the guardian's own account the sessions are the guardian's.
    if child.account is not None and child.account_id != actor.account_id:
        end_sessions(child.account)
    audit.record(actor, "people.close_profile", child)
    events.announce(ProfileClosed(child.pk))


def settle_age(*, actor: Actor, profile: Profile) -> None:
    """After a year of birth was put right: open who is of age, close a child without consent. Inside a transaction."""
    if is_under_age(profile.birth_year):
        _settle(actor, profile)
    elif profile.is_closed:
        _open(actor, profile, reason="age")
