"""Children of a guardian, guardians of a child, and the consents in force."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet

from lyceum.kit import clock
from lyceum.people.actors import Actor
from lyceum.people.ages import is_under_age
from lyceum.people.consent_texts import current_edition
from lyceum.people.guardian_codes import keyed_hash
from lyceum.people.models import Consent, DataRequest, Guardianship, Invitation, Profile
from lyceum.people.policies import children_of
from lyceum.people.purposes import ACCOUNT, PURPOSES, Purpose


@dataclass(frozen=True)
class Answer:
    """How one purpose stands for a child."""

    purpose: Purpose
    consent: Consent | None = None


@dataclass(frozen=True)
class Child:
    """A child as its guardian reads of it."""

    profile: Profile
    answers: list[Answer] = field(default_factory=list)
    # The text has a newer edition than the one that was agreed to.
    is_outdated: bool = False
    erasure: DataRequest | None = None

    @property
    def needs_consent(self) -> bool:
        return self.profile.is_closed or is_under_age(self.profile.birth_year)

    @property
    def waits(self) -> bool:
        return self.profile.is_closed


def children(actor: Actor) -> list[Child]:
    """The children that the actor answers for, with their consents: three queries, however many they are."""
    in_force = Consent.objects.filter(withdrawn_at=None).order_by("given_at")
    asked = DataRequest.objects.filter(kind=DataRequest.Kind.ERASE, state__in=DataRequest.OPEN)
    found = children_of(actor).filter(erased_at=None).select_related("account").order_by("name", "pk")
    rows = found.prefetch_related(
        Prefetch("consents", queryset=in_force, to_attr="in_force"),
        Prefetch("data_requests", queryset=asked, to_attr="erasures"),
    )
    return [_child(row) for row in rows]


def child_of(actor: Actor, wanted: uuid.UUID) -> Child | None:
    return next((child for child in children(actor) if child.profile.uuid == wanted), None)


def _child(profile: Profile) -> Child:
    # The prefetches of `children` leave these lists on the row.
    in_force: list[Consent] = profile.in_force  # type: ignore[attr-defined]
    erasures: list[DataRequest] = profile.erasures  # type: ignore[attr-defined]
    by_purpose = {consent.purpose: consent for consent in in_force}
    account = by_purpose.get(ACCOUNT)
    return Child(
        profile=profile,
        answers=[Answer(purpose, by_purpose.get(purpose.key)) for purpose in PURPOSES],
        is_outdated=account is not None and account.text_version != current_edition(),
        erasure=erasures[0] if erasures else None,
    )


def guardians_of(child: Profile) -> QuerySet[Guardianship]:
    """Who answers for the child now."""
    return Guardianship.objects.filter(child=child, ended_at=None).select_related("guardian__account").order_by("since")


def consents_of(child: Profile) -> Sequence[Answer]:
    """How each purpose stands, in one query."""
    in_force = {row.purpose: row for row in Consent.objects.filter(child=child, withdrawn_at=None)}
    return [Answer(purpose, in_force.get(purpose.key)) for purpose in PURPOSES]


def ledger(child: Profile) -> QuerySet[Consent]:
    """Every consent that was given for the child, the withdrawn ones too, the newest first."""
    return Consent.objects.filter(child=child).select_related("guardian").order_by("-given_at", "-pk")


def invitation_for(code: str) -> Invitation | None:
    """The invitation with this code that still holds. The work is the same whether there is one or not."""
    holding = Invitation.objects.filter(used_at=None, expires_at__gt=clock.now())
    return holding.select_related("child__account").filter(code_hash=keyed_hash(code)).first()
