"""Timed sessions in which staff look at, change, or act for a person; the person reads of each."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from lyceum.kit import audit, clock
from lyceum.people.actors import Actor
from lyceum.people.guarding import can_open_staff_session
from lyceum.people.models import Account, Profile, StaffSession
from lyceum.people.policies import require
from lyceum.people.selectors.staff import open_sessions, right_over
from lyceum.people.services.accounts import new_recovery_code
from lyceum.people.services.guardians import end_sessions, settle_age

MIN_REASON = 10
MAX_MINUTES = 60


class ReasonTooShort(Exception):
    """The person shall understand why; that takes MIN_REASON characters at least."""


@transaction.atomic
def open_session(*, actor: Actor, subject: Profile, kind: str, reason: str) -> StaffSession:
    """Open a person's record for a time; what was open with the same person before is closed."""
    require(kind in StaffSession.Kind.values and can_open_staff_session(actor, subject, kind))
    reason = " ".join(reason.split())
    if len(reason) < MIN_REASON:
        raise ReasonTooShort
    assert actor.profile is not None
    now = clock.now()
    minutes = max(1, min(MAX_MINUTES, settings.STAFF_SESSION_MINUTES))
    open_sessions(actor, subject).update(closed_at=now)
    session = StaffSession.objects.create(
        staff=actor.profile, subject=subject, kind=kind, reason=reason[:300],
        opened_at=now, closes_at=now + timedelta(minutes=minutes),
    )  # fmt: skip
    by = right_over(actor, subject)
    audit.record(actor, "people.open_staff_session", subject, kind=kind, session=session.pk, **by)
    return session


@transaction.atomic
def close_session(*, actor: Actor, session: StaffSession) -> None:
    """End a session before its time; a second call changes nothing."""
    staff = actor.acting.staff if actor.acting else actor.profile
    require(staff is not None and staff.pk == session.staff_id)
    ended = StaffSession.objects.filter(pk=session.pk, closed_at=None)
    if ended.update(closed_at=clock.now()):
        by = actor.acting_as or right_over(actor, session.subject)
        audit.record(actor, "people.close_staff_session", session.subject, **{**by, "session": session.pk})


@transaction.atomic
def change_record(*, actor: Actor, subject: Profile, name: str, birth_year: int | None) -> None:
    """Put a name or a year of birth right. A year that makes somebody a child closes the profile until a guardian consents."""
    session = _editing(actor, subject)
    subject = Profile.objects.select_for_update(of=("self",)).select_related("account").get(pk=subject.pk)
    changed = [key for key, new in (("name", name), ("birth_year", birth_year)) if getattr(subject, key) != new]
    if not changed:
        return
    subject.name, subject.birth_year = name, birth_year
    subject.save(update_fields=changed)
    audit.record(actor, "people.change_record", subject, fields=changed, **_by(actor, session))
    if "birth_year" in changed:
        settle_age(actor=actor, profile=subject)


@transaction.atomic
def reset_password(*, actor: Actor, subject: Profile) -> str:
    """Void the password and give a recovery code to hand over; every session of the account ends."""
    session = _editing(actor, subject)
    assert subject.account is not None
    account = Account.objects.select_for_update().get(pk=subject.account.pk)
    account.set_unusable_password()
    account.save(update_fields=["password"])
    end_sessions(account)
    code = new_recovery_code(account)
    audit.record(actor, "people.reset_password_by_staff", subject, **_by(actor, session))
    return code


def _editing(actor: Actor, subject: Profile) -> StaffSession:
    """The open session in which the actor may change this person's record."""
    session = open_sessions(actor, subject).filter(kind=StaffSession.Kind.EDIT).first()
    require(session is not None and can_open_staff_session(actor, subject, StaffSession.Kind.EDIT))
    assert session is not None
    return session


def _by(actor: Actor, session: StaffSession) -> dict[str, object]:
    return {**right_over(actor, session.subject), "session": session.pk}
