import secrets

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from lyceum.kit import audit, events, languages
from lyceum.people.actors import Actor
from lyceum.people.ages import is_under_age
from lyceum.people.events import ProfileMerged
from lyceum.people.guarding import can_be_guardian, is_own
from lyceum.people.models import MAX_PROFILES, Account, Profile
from lyceum.people.policies import can_change_profile, require
from lyceum.people.selectors import PROFILE_KEY
from lyceum.people.services.guardians import begin_on_own_account

RECOVERY_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


class TooManyProfiles(Exception):
    """One account holds at most MAX_PROFILES profiles."""


def start_guest(*, session: SessionBase, language: str) -> Profile:
    """A profile for somebody without an account, remembered by the session, so that what they do is kept."""
    profile = Profile.objects.create(language=language)
    session[PROFILE_KEY] = profile.pk
    return profile


@transaction.atomic
def open_account(*, account: Account, guest: Profile | None, name: str, birth_year: int, closed: bool) -> Profile:
    """Give a new account its first profile: the guest's, with all its progress, where there is one."""
    profile = _still_guest(guest) or Profile()
    profile.language = profile.language or languages.current()
    profile.account, profile.name, profile.birth_year, profile.is_closed = account, name, birth_year, closed
    profile.save()
    audit.record(Actor(account, profile), "people.open_account", profile, closed=closed)
    return profile


def _still_guest(guest: Profile | None) -> Profile | None:
    """The guest, locked, unless another request has just made it somebody's."""
    if guest is None:
        return None
    return Profile.objects.select_for_update().filter(pk=guest.pk, account=None, merged_into=None).first()


@transaction.atomic
def add_profile(*, actor: Actor, name: str, picture: str, birth_year: int | None) -> Profile:
    """One more person on this account; the account's row is locked so that two clicks cannot pass the limit.

    Somebody under the age of consent begins closed. If it is the adult whose account it is who adds the child, that adult
    is its guardian and is asked for consent next.
    """
    require(is_own(actor))
    assert actor.account is not None
    account = Account.objects.select_for_update().get(pk=actor.account.pk)
    if account.profiles.count() >= MAX_PROFILES:
        raise TooManyProfiles
    closed = is_under_age(birth_year)
    profile = account.profiles.create(
        name=name, picture=picture, birth_year=birth_year, language=languages.current(), is_closed=closed
    )
    audit.record(actor, "people.add_profile", profile)
    if closed and can_be_guardian(actor, profile):
        begin_on_own_account(actor=actor, child=profile)
    return profile


@transaction.atomic
def change_settings(*, actor: Actor, profile: Profile, **values: object) -> Profile:
    """Change a profile's own settings; only the fields given are touched."""
    require(can_change_profile(actor, profile))
    for field, value in values.items():
        setattr(profile, field, value)
    profile.save(update_fields=list(values))
    audit.record(actor, "people.change_settings", profile, fields=sorted(values))
    return profile


@transaction.atomic
def merge_guest(*, guest: Profile, profile: Profile) -> None:
    """Hand what a guest did to the profile of the account that signed in; a second call changes nothing."""
    guest = Profile.objects.select_for_update().get(pk=guest.pk)
    if not guest.is_guest or guest.merged_into_id is not None or guest.pk == profile.pk:
        return
    guest.merged_into = profile
    guest.save(update_fields=["merged_into"])
    audit.record(Actor(profile.account, profile), "people.merge_guest", profile, guest=guest.pk)
    events.announce(ProfileMerged(source_id=guest.pk, target_id=profile.pk))


def new_recovery_code(account: Account) -> str:
    """A code to print and keep, for those who have no e-mail; it replaces the one before and is stored only as a hash."""
    code = "-".join("".join(secrets.choice(RECOVERY_ALPHABET) for _ in range(4)) for _ in range(4))
    account.recovery_code_hash = make_password(code)
    account.save(update_fields=["recovery_code_hash"])
    return code


@transaction.atomic
def reset_with_code(*, username: str, code: str, password: str) -> Account | None:
    """Set a new password by recovery code, which is used up; None, after the same work, if the two do not fit."""
    account = Account.objects.select_for_update().filter(username__iexact=username).first()
    stored = account.recovery_code_hash if account and account.recovery_code_hash else make_password(None)
    if not check_password(code.strip().lower(), stored) or account is None:
        make_password(password)
        return None
    account.set_password(password)
    account.recovery_code_hash = ""
    account.save(update_fields=["password", "recovery_code_hash"])
    audit.record(Actor(account), "people.reset_with_code", account)
    return account
