"""Signing in with an institution: setting it up, who comes from there, and linking an account that exists."""

import secrets
from typing import Any

from django.db import IntegrityError, transaction

from lyceum.kit import audit, clock, languages
from lyceum.people import sealing
from lyceum.people.actors import Actor
from lyceum.people.ages import is_likely_year, is_under_age
from lyceum.people.guarding import is_own
from lyceum.people.models import Account, Institution, Membership, OpenIDIdentity, OpenIDProvider, Profile, Role
from lyceum.people.policies import can_manage_institution, require

#: A service of elsewhere gives no rights over the data of others: those are given here, by people.
GIVEN_BY_CLAIM = (Role.LEARNER, Role.EDUCATOR, Role.AUTHOR, Role.REVIEWER, Role.TRANSLATOR, Role.OBSERVER)


class LinkedElsewhere(Exception):
    """This person of the institution already has another account here."""


@transaction.atomic
def save_provider(*, actor: Actor, institution: Institution, secret: str, **values: Any) -> OpenIDProvider:
    """Set an institution's service up; an empty secret keeps the one there is. Another issuer forgets who was who."""
    require(is_own(actor) and can_manage_institution(actor, institution))
    Institution.objects.select_for_update().get(pk=institution.pk)
    provider = OpenIDProvider.objects.filter(institution=institution).first() or OpenIDProvider(institution=institution)
    if provider.pk and provider.issuer != values["issuer"]:
        provider.identities.all().delete()
    for name, value in values.items():
        setattr(provider, name, value)
    if secret:
        provider.secret_sealed = sealing.seal(secret)
    provider.save()
    audit.record(actor, "people.save_openid_provider", institution)
    return provider


@transaction.atomic
def arrive(*, provider: OpenIDProvider, claims: dict[str, Any]) -> Account:
    """The account of who comes from an institution; a new one, without password and e-mail, for who never came before."""
    OpenIDProvider.objects.select_for_update().get(pk=provider.pk)
    known = OpenIDIdentity.objects.select_related("account").filter(provider=provider, subject=claims["sub"]).first()
    account = known.account if known else _open(provider, claims)
    profile = account.profiles.order_by("pk").first()
    if profile is not None:
        _belong(provider, profile, claims)
        audit.record(
            Actor(account, profile), "people.sign_in_by_institution", profile, institution=provider.institution_id
        )
    return account


@transaction.atomic
def link(*, actor: Actor, provider: OpenIDProvider, claims: dict[str, Any]) -> None:
    """From now on this account signs in with the institution too: who asks is signed in here and was proved there."""
    require(is_own(actor))
    assert actor.account is not None
    assert actor.profile is not None
    OpenIDProvider.objects.select_for_update().get(pk=provider.pk)
    row, _ = OpenIDIdentity.objects.get_or_create(
        provider=provider, subject=claims["sub"], defaults={"account": actor.account, "linked_at": clock.now()}
    )
    if row.account_id != actor.account.pk:
        raise LinkedElsewhere
    _belong(provider, actor.profile, claims)
    audit.record(actor, "people.link_institution", actor.profile, institution=provider.institution_id)


def _open(provider: OpenIDProvider, claims: dict[str, Any]) -> Account:
    account = _new_account()
    year = str(claims.get("birthdate", ""))[:4]
    born = int(year) if year.isdecimal() and is_likely_year(int(year)) else None
    profile = Profile.objects.create(
        account=account, name=str(claims.get("given_name") or claims.get("name") or "")[:60], birth_year=born,
        language=languages.current(), is_closed=is_under_age(born),
    )  # fmt: skip
    OpenIDIdentity.objects.create(provider=provider, subject=claims["sub"], account=account, linked_at=clock.now())
    audit.record(Actor(account, profile), "people.open_account", profile, closed=profile.is_closed)
    return account


def _new_account() -> Account:
    """With a username that nobody has; the name there is not taken, as it may be somebody's here."""
    while True:
        account = Account(username=f"guest{secrets.randbelow(10**9):09}")
        account.set_unusable_password()
        try:
            with transaction.atomic():
                account.save()
        except IntegrityError:
            continue
        return account


def _belong(provider: OpenIDProvider, profile: Profile, claims: dict[str, Any]) -> None:
    """The role that the claim stands for, a learner's where it stands for none."""
    said = claims.get(provider.role_claim) if provider.role_claim else None
    values = said if isinstance(said, list) else [said]
    mapped = {provider.role_map.get(str(value)) for value in values} & set(GIVEN_BY_CLAIM)
    for role in sorted(role for role in mapped or {Role.LEARNER} if role):
        Membership.objects.get_or_create(institution=provider.institution, profile=profile, role=role)
