"""What was asked to be exported or erased, and who did what with a person's data."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.core.signing import BadSignature, TimestampSigner
from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from lyceum.kit import clock
from lyceum.kit.models import AuditEntry
from lyceum.people.actions import GUARDIAN, LYCEUM, OPERATOR, STAFF, YOU, sentence
from lyceum.people.actors import Actor
from lyceum.people.guarding import can_have_exported
from lyceum.people.models import DataRequest, Institution, Profile, Role, StaffSession
from lyceum.people.policies import children_of

LINK_SECONDS = 3600
_signer = TimestampSigner(salt="lyceum.people.export")


def subject(actor: Actor, wanted: uuid.UUID | None) -> Profile | None:
    """Whose data a page is about: the actor's own, or those of a child."""
    if wanted is None or (actor.profile is not None and actor.profile.uuid == wanted):
        return actor.profile
    return children_of(actor).filter(uuid=wanted, erased_at=None).select_related("account").first()


def latest(profile: Profile, kind: str) -> DataRequest | None:
    return DataRequest.objects.filter(profile=profile, kind=kind).order_by("-pk").first()


def request_for(actor: Actor, wanted: uuid.UUID) -> DataRequest | None:
    """A request about somebody whose data the actor may have."""
    row = DataRequest.objects.select_related("profile__account").filter(uuid=wanted).first()
    return row if row is not None and can_have_exported(actor, row.profile) else None


def download_token(actor: Actor, request: DataRequest) -> str:
    """A link's signature: for this export and this person, and for an hour."""
    return _signer.sign(f"{request.uuid}:{actor.profile_uuid}").split(":", 2)[2]


def is_signed(actor: Actor, request: DataRequest, token: str) -> bool:
    try:
        _signer.unsign(f"{request.uuid}:{actor.profile_uuid}:{token}", max_age=LINK_SECONDS)
    except BadSignature:
        return False
    return request.expires_at is not None and request.expires_at > clock.now() and bool(request.file_name)


@dataclass(frozen=True)
class Happening:
    """One line of "Who looked at my data"."""

    at: datetime
    text: Promise | str
    # Who it was: a name of a role, the institution if there is one, and whether it was the reader.
    who: Promise | str
    institution: str
    is_own: bool
    reason: str


def happenings(profile: Profile, page: int, size: int = 30) -> Page[AuditEntry]:
    return Paginator(_about(profile), size).get_page(page)


def _about(profile: Profile) -> QuerySet[AuditEntry]:
    """What was done to a person's record, and what staff did in the person's name."""
    about = Q(thing=f"people.profile:{profile.pk}")
    if profile.account_id is not None:
        about |= Q(thing=f"people.account:{profile.account_id}")
    in_name = Q(profile=profile.uuid, details__has_key="staff")
    return AuditEntry.objects.filter(about | in_name).order_by("-at", "-pk")


def told(entries: Sequence[AuditEntry], profile: Profile) -> list[Happening]:
    """The entries in words: three queries for all of them."""
    names = dict(Institution.objects.filter(pk__in=_named(entries, "institution")).values_list("pk", "name"))
    sessions = StaffSession.objects.filter(pk__in=_named(entries, "session"), subject=profile)
    reasons = dict(sessions.values_list("pk", "reason"))
    guardians = set(Profile.objects.filter(wards__child=profile).values_list("uuid", flat=True))
    return [
        Happening(
            at=entry.at,
            text=sentence(entry.action, entry.details),
            who=_who(entry, profile, guardians),
            institution=names.get(entry.details.get("institution"), ""),
            is_own=_is_own(entry, profile),
            # The words of a reason are kept with the session only, so that they go when the person is erased.
            reason=reasons.get(entry.details.get("session"), ""),
        )
        for entry in entries
    ]


def _named(entries: Sequence[AuditEntry], key: str) -> set[int]:
    return {entry.details[key] for entry in entries if isinstance(entry.details.get(key), int)}


def _is_own(entry: AuditEntry, profile: Profile) -> bool:
    return entry.profile == profile.uuid and "staff" not in entry.details


def _who(entry: AuditEntry, profile: Profile, guardians: set[uuid.UUID]) -> Promise | str:
    role = entry.details.get("role")
    if _is_own(entry, profile):
        return YOU
    if role is not None:
        return OPERATOR if role == "operator" else dict(Role.choices).get(role, STAFF)
    if entry.profile in guardians:
        return GUARDIAN
    return LYCEUM if entry.profile is None else STAFF
