"""What people itself keeps of a person: exporting it, erasing it."""

from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Model, Q, QuerySet

from lyceum.kit import clock
from lyceum.kit.models import AuditEntry
from lyceum.people.models import (
    ClassMember,
    Consent,
    Guardianship,
    Invitation,
    Membership,
    OpenIDIdentity,
    PictureSecret,
    Profile,
    RosterLink,
    StaffSession,
)
from lyceum.people.registry import Piece


def rows(found: QuerySet[Any], *fields: str) -> list[dict[str, Any]]:
    """Rows as plain values, in the order in which they came to be."""
    return list(found.order_by("pk").values(*fields))


def export_people(profile: Profile) -> Iterable[Piece]:
    account = profile.account
    yield "profile.json", {
        "id": str(profile.uuid), "name": profile.name, "picture": profile.picture, "birth_year": profile.birth_year,
        "language": profile.language, "time_zone": profile.time_zone, "theme": profile.theme,
        "saves_data": profile.saves_data, "is_closed": profile.is_closed, "created_at": profile.created_at,
        "username": account.username if account else None, "email": account.email if account else None,
    }  # fmt: skip
    belongs = Membership.objects.filter(profile=profile)
    yield "memberships.json", rows(belongs, "institution__name", "role", "since")
    learns = ClassMember.objects.filter(profile=profile)
    yield "classes.json", rows(learns, "school_class__name", "part", "joined_at", "left_at")
    ties = Guardianship.objects.filter(Q(child=profile) | Q(guardian=profile))
    yield "guardianships.json", rows(ties, "guardian__uuid", "child__uuid", "since", "ended_at")
    given = Consent.objects.filter(Q(child=profile) | Q(guardian=profile))
    yield "consents.json", rows(given, "child__uuid", "purpose", "text_version", "language", "given_at", "withdrawn_at")
    if _is_owner(profile):
        linked = OpenIDIdentity.objects.filter(account=account)
        yield "linked_institutions.json", rows(linked, "provider__institution__name", "subject", "linked_at")
    looks = StaffSession.objects.filter(Q(subject=profile) | Q(staff=profile))
    yield "staff_sessions.json", rows(looks, "kind", "reason", "opened_at", "closes_at", "closed_at")


def export_log(profile: Profile) -> Iterable[Piece]:
    """The audit log as far as it is about the person, without who else is named in it."""
    about = AuditEntry.objects.filter(Q(thing=f"people.profile:{profile.pk}") | Q(profile=profile.uuid))
    yield "log.json", rows(about, "at", "action", "thing")


def export_sign_in(profile: Profile) -> Iterable[Piece]:
    """Addresses of the account; it is the account's owner who has them."""
    if _is_owner(profile):
        yield "addresses.json", rows(EmailAddress.objects.filter(user_id=profile.account_id), "email", "verified")


def export_factors(profile: Profile) -> Iterable[Piece]:
    """Which second factors there are; never their secrets."""
    if _is_owner(profile):
        found = Authenticator.objects.filter(user_id=profile.account_id)
        yield "second_factors.json", rows(found, "type", "created_at", "last_used_at")


def _is_owner(profile: Profile) -> bool:
    if profile.account is None:
        return False
    first = Profile.objects.filter(account=profile.account).order_by("pk").values_list("pk", flat=True).first()
    return first == profile.pk


@transaction.atomic
def erase_people(profile: Profile) -> None:
    """Leave a row without a person: no name, no year, no account. With its owner an account goes as a whole."""
    if profile.erased_at is not None:
        return
    account, is_owner = profile.account, _is_owner(profile)
    for model, field in _ROWS_OF_A_PROFILE:
        model._default_manager.filter(**{field: profile}).delete()
    StaffSession.objects.filter(subject=profile).update(reason="")
    blank = Profile()
    for field in ("name", "picture", "language", "time_zone", "theme", "saves_data", "birth_year", "is_closed"):
        setattr(profile, field, getattr(blank, field))
    profile.account, profile.managed_by, profile.has_news, profile.erased_at = None, None, False, clock.now()
    profile.save()
    if account is not None and is_owner and not account.profiles.exists():
        AuditEntry.objects.filter(account=account).update(account=None)
        account.delete()


def erase_nothing(profile: Profile) -> None:
    """These rows go with the account."""


_ROWS_OF_A_PROFILE: tuple[tuple[type[Model], str], ...] = (
    (Membership, "profile"), (ClassMember, "profile"), (PictureSecret, "profile"), (RosterLink, "profile"),
    (Guardianship, "child"), (Guardianship, "guardian"), (Consent, "child"), (Invitation, "child"),
)  # fmt: skip
