"""Accounts that educators make for learners, and the secrets that are printed on sign-in cards."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction

from lyceum.kit import audit, languages
from lyceum.people import class_codes
from lyceum.people.actors import Actor
from lyceum.people.models import (
    PICTURES,
    Account,
    ClassMember,
    Institution,
    PictureSecret,
    PictureTry,
    Profile,
    SchoolClass,
)
from lyceum.people.policies import require, secrets_renewable_by
from lyceum.people.services.classes import admit, locked

#: As many as one form takes; making a secret safe takes a moment for each.
MOST_AT_ONCE = 60
FACES = tuple(PICTURES)


@dataclass(frozen=True)
class Card:
    """What is printed for one learner: a password or pictures. It is shown once and kept nowhere."""

    name: str
    picture: str
    username: str
    password: str = ""
    pictures: tuple[str, ...] = ()


class TooMany(Exception):
    """More than MOST_AT_ONCE at once."""


def make_profile(
    *, institution: Institution, name: str, face: int, closed: bool, username: str = "", uid: uuid.UUID | None = None
) -> Profile:
    """A learner with an account of its own, without e-mail and, until a card is made, without a way in."""
    account = Account(username=username or _free_username(), password=make_password(None))
    account.save()
    return Profile.objects.create(
        uuid=uid or uuid.uuid4(),
        account=account,
        name=name,
        picture=FACES[face % len(FACES)],
        language=languages.current(),
        managed_by=institution,
        is_closed=closed,
    )


def _free_username() -> str:
    while Account.objects.filter(username__iexact=(name := class_codes.new_username())).exists():
        continue
    return name


@transaction.atomic
def add_children(
    *,
    actor: Actor,
    school_class: SchoolClass,
    names: Sequence[str],
    by_pictures: bool,
    consented: bool,
    once: uuid.UUID,
) -> list[Card]:
    """Accounts for learners by name alone, with their cards. Without consent on paper the profiles are closed.

    The same `once` makes nobody twice: who was made is left out, so that the answer then has no cards.
    """
    row = locked(actor, school_class)
    if len(names) > MOST_AT_ONCE:
        raise TooMany
    keys = [uuid.uuid5(once, str(place)) for place in range(len(names))]
    made = set(Profile.objects.filter(uuid__in=keys).values_list("uuid", flat=True))
    present = row.members.count()
    cards = []
    for place, (key, name) in enumerate(zip(keys, names, strict=True)):
        if key in made:
            continue
        person = make_profile(
            institution=row.institution, name=name, face=present + place, closed=not consented, uid=key
        )
        audit.record(actor, "people.make_account", person, school_class=row.pk, consented=consented)
        admit(actor=actor, school_class=row, person=person, part=ClassMember.Part.LEARNER)
        cards.append(_new_card(person, by_pictures))
    return cards


@transaction.atomic
def new_cards(*, actor: Actor, school_class: SchoolClass, people: Sequence[uuid.UUID], by_pictures: bool) -> list[Card]:
    """New secrets for learners of the class whose accounts the institution made; those before are void.

    A new password also ends the sessions that were opened by the one before.
    """
    row = locked(actor, school_class)
    learners = ClassMember.objects.filter(school_class=row, part=ClassMember.Part.LEARNER, left_at=None)
    found = secrets_renewable_by(actor).filter(uuid__in=people, pk__in=learners.values("profile"))
    profiles = list(found.select_related("account").order_by("folded_name", "pk"))
    require(bool(profiles) or not people)
    if len(profiles) > MOST_AT_ONCE:
        raise TooMany
    for person in profiles:
        audit.record(actor, "people.new_card", person, school_class=row.pk, pictures=by_pictures)
    return [_new_card(person, by_pictures) for person in profiles]


def _new_card(person: Profile, by_pictures: bool) -> Card:
    account = person.account
    assert account is not None
    if by_pictures:
        pictures = class_codes.new_pictures()
        set_pictures(person, pictures)
        return Card(person.name, person.picture, account.username, pictures=tuple(pictures))
    password = class_codes.new_password()
    account.set_password(password)
    account.save(update_fields=["password"])
    return Card(person.name, person.picture, account.username, password=password)


def set_pictures(person: Profile, pictures: Sequence[str]) -> None:
    """Keep the sequence as a hash, and begin to count wrong tries anew."""
    hashed = make_password("-".join(pictures))
    PictureSecret.objects.update_or_create(profile=person, defaults={"secret_hash": hashed})
    PictureTry.objects.filter(profile=person).delete()
