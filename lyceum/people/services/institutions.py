"""Writes of institutions: founding, changing, moving, and who holds which role."""

import uuid
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr
from django.utils.text import slugify

from lyceum.kit import audit, clock
from lyceum.people import class_codes
from lyceum.people.actors import Actor
from lyceum.people.models import Account, Institution, Membership, Profile, Role, RoleInvitation
from lyceum.people.policies import NotAllowed, can_manage_institution, can_operate, require

INVITED_FOR = timedelta(days=14)
DEEPEST = 8


class Refused(Exception):
    """It cannot be done as asked; nothing was changed. The message is for the code, pages have their own words."""


class TooDeep(Refused):
    """Institutions lie in one another at most DEEPEST deep."""


class Circle(Refused):
    """An institution cannot lie in itself or in what lies in it."""


class LastAdmin(Refused):
    """Somebody must go on looking after the institution."""


class NobodyFound(Refused):
    """No account has this username or e-mail."""


class Void(Refused):
    """The invitation was used, is too old or never was."""


@transaction.atomic
def create_institution(
    *,
    actor: Actor,
    name: str,
    kind: str,
    country: str,
    languages: list[str],
    parent: Institution | None,
    once: uuid.UUID,
) -> Institution:
    """Found an institution: operators anywhere, admins below their own. The same `once` gives the same one."""
    require(can_operate(actor) if parent is None else can_manage_institution(actor, parent))
    again = Institution.objects.filter(uuid=once).first()
    if again is not None:
        require(can_manage_institution(actor, again))
        return again
    above = _locked(parent) if parent else None
    if above and len(above.ancestor_ids) >= DEEPEST:
        raise TooDeep
    row = Institution(uuid=once, name=name, kind=kind, country=country, languages=languages, parent=above)
    if not _saved(row):
        return Institution.objects.get(uuid=once)
    row.path = f"{above.path if above else '/'}{row.pk}/"
    row.save(update_fields=["path"])
    audit.record(actor, "people.create_institution", row, parent=above.pk if above else None)
    return row


def _saved(row: Institution) -> bool:
    """Save under a free address; false if the same form, sent twice at once, has been saved by the other."""
    while True:
        row.slug = _free_slug(row.name)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            if Institution.objects.filter(uuid=row.uuid).exists():
                return False
            # Another of that name came in between and has the address: the next one.
            continue
        return True


def _free_slug(name: str) -> str:
    """From the name where it is written in Latin letters; a number follows if another has it."""
    base = slugify(name)[:50].strip("-") or "institution"
    taken = set(Institution.objects.filter(slug__startswith=base).values_list("slug", flat=True)) | {
        "new",
        "invitation",
    }
    return base if base not in taken else next(s for n in range(2, 10**9) if (s := f"{base}-{n}") not in taken)


def _locked(institution: Institution) -> Institution:
    """The institution as it is now, held until the transaction ends; a closed one takes no changes."""
    row = Institution.objects.select_for_update().get(pk=institution.pk)
    require(row.closed_at is None)
    return row


@transaction.atomic
def change_institution(
    *, actor: Actor, institution: Institution, name: str, kind: str, country: str, languages: list[str]
) -> Institution:
    row = _locked(institution)
    require(can_manage_institution(actor, row))
    values = {"name": name, "kind": kind, "country": country, "languages": languages}
    changed = [field for field, value in values.items() if getattr(row, field) != value]
    for field in changed:
        setattr(row, field, values[field])
    if changed:
        row.save(update_fields=changed)
        audit.record(actor, "people.change_institution", row, fields=changed)
    return row


@transaction.atomic
def move_institution(*, actor: Actor, institution: Institution, parent: Institution | None) -> Institution:
    """Hang an institution, with all below it, elsewhere. All rows are locked, so that two moves make no circle."""
    rows = {row.pk: row for row in Institution.objects.select_for_update().order_by("pk")}
    row, above = rows[institution.pk], rows[parent.pk] if parent else None
    require(can_manage_institution(actor, row))
    require(can_operate(actor) if above is None else can_manage_institution(actor, above))
    if (row.parent_id or None) == (above.pk if above else None):
        return row
    if above and above.path.startswith(row.path):
        raise Circle
    branch = [one for one in rows.values() if one.path.startswith(row.path)]
    old, new = row.path, f"{above.path if above else '/'}{row.pk}/"
    if max(len(one.ancestor_ids) for one in branch) + new.count("/") - old.count("/") > DEEPEST:
        raise TooDeep
    moved = Concat(Value(new), Substr(F("path"), len(old) + 1))
    Institution.objects.filter(path__startswith=old).update(path=moved)
    Institution.objects.filter(pk=row.pk).update(parent=above)
    audit.record(actor, "people.move_institution", row, parent=above.pk if above else None)
    row.refresh_from_db()
    return row


@transaction.atomic
def give_role(*, actor: Actor, institution: Institution, login: str, role: str) -> Membership:
    """Give a role to the first profile of an account, found by username or e-mail. Raises NobodyFound."""
    row = _locked(institution)
    require(can_manage_institution(actor, row))
    person = _person(login.strip())
    if person is None:
        raise NobodyFound
    return _give(actor, row, person, role)


def _person(login: str) -> Profile | None:
    by = Q(email__iexact=login) if "@" in login else Q(username__iexact=login)
    account = Account.objects.filter(by, is_active=True).first() if login else None
    return account.profiles.order_by("pk").first() if account else None


def _give(actor: Actor, institution: Institution, person: Profile, role: str) -> Membership:
    found, is_new = Membership.objects.get_or_create(institution=institution, profile=person, role=Role(role).value)
    if is_new:
        audit.record(actor, "people.give_role", person, institution=institution.pk, role=role)
    return found


@transaction.atomic
def remove_role(*, actor: Actor, membership_id: int, institution: Institution) -> None:
    """Take a role away; one that is gone already stays gone. Raises LastAdmin, which operators alone may overrule."""
    row = _locked(institution)
    require(can_manage_institution(actor, row))
    found = Membership.objects.filter(pk=membership_id, institution=row).select_related("profile").first()
    if found is None:
        return
    others = Membership.objects.filter(institution=row, role=Role.ADMIN).exclude(pk=found.pk)
    if found.role == Role.ADMIN and not others.exists() and not actor.is_operator:
        raise LastAdmin
    found.delete()
    audit.record(actor, "people.remove_role", found.profile, institution=row.pk, role=found.role)


@transaction.atomic
def invite(*, actor: Actor, institution: Institution, role: str) -> str:
    """A code by which one person takes the role; it is told now and never again."""
    row = _locked(institution)
    require(can_manage_institution(actor, row))
    code = class_codes.new_link_code()
    invitation = RoleInvitation.objects.create(
        institution=row,
        role=Role(role).value,
        code_hash=class_codes.hashed(code),
        invited_by=actor.profile,
        expires_at=clock.now() + INVITED_FOR,
    )
    audit.record(actor, "people.invite", row, invitation=invitation.pk, role=role)
    return code


@transaction.atomic
def withdraw_invitation(*, actor: Actor, institution: Institution, invitation_id: int) -> None:
    row = _locked(institution)
    require(can_manage_institution(actor, row))
    if RoleInvitation.objects.filter(pk=invitation_id, institution=row, used_at=None).delete()[0]:
        audit.record(actor, "people.withdraw_invitation", row, invitation=invitation_id)


@transaction.atomic
def accept_invitation(*, actor: Actor, code: str) -> Membership:
    """Take the role that a link offers, once. Raises Void for a used, old or unknown link."""
    person = actor.profile
    if person is None or actor.account is None or actor.is_scoped:
        raise NotAllowed
    mark = class_codes.hashed(code)
    found = (
        RoleInvitation.objects.select_for_update(of=("self",))
        .filter(code_hash=mark)
        .select_related("institution")
        .first()
    )
    if found is None or found.used_at or found.expires_at <= clock.now() or found.institution.closed_at:
        raise Void
    found.used_at = clock.now()
    found.save(update_fields=["used_at"])
    return _give(actor, found.institution, person, found.role)
