"""Reads of institutions and who belongs to them, filtered for who asks."""

from dataclasses import dataclass
from functools import lru_cache

from django.db import connection
from django.db.models import Count, Q, QuerySet

from lyceum.kit import clock
from lyceum.people import class_codes
from lyceum.people.actors import Actor
from lyceum.people.models import Institution, Membership, Role, RoleInvitation, RosterImport
from lyceum.people.models.accounts import folded
from lyceum.people.policies import (
    can_see_members,
    institutions_managed_by,
    institutions_overseen_by,
    institutions_visible_to,
)
from lyceum.ui.formats import locale

#: Territories of CLDR that are no countries of ISO 3166.
NO_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"}
LAST = "\U0010ffff"


@lru_cache(maxsize=8)
def _countries(language: str) -> list[tuple[str, str]]:
    names = {str(code): str(name) for code, name in locale().territories.items()}
    found = [(code, names[code]) for code in names if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES]
    return sorted(found, key=lambda entry: folded(entry[1]))


def countries() -> list[tuple[str, str]]:
    """Codes and names of all countries, in the language in force."""
    return _countries(str(locale()))


def country_name(code: str) -> str:
    return str(locale().territories.get(code, code))


def begins_with(field: str, text: str) -> Q:
    """Rows whose folded `field` begins with `text`, such that the field's index is used."""
    if connection.vendor == "sqlite":
        # LIKE uses no index here, as it ignores case; a range in the order of bytes does.
        return Q(**{f"{field}__gte": text, f"{field}__lt": text + LAST})
    return Q(**{f"{field}__startswith": text})


def institution_for(actor: Actor, slug: str) -> Institution | None:
    """The institution if its inner pages are open to the actor."""
    return institutions_visible_to(actor).filter(slug=slug).select_related("parent").first()


def institutions_of(actor: Actor) -> QuerySet[Institution]:
    """Those that the actor belongs to, and those below; for operators all."""
    return institutions_visible_to(actor).order_by("path")


def institutions_to_run(actor: Actor) -> QuerySet[Institution]:
    """Those in which the actor looks after people and rosters."""
    return institutions_overseen_by(actor).order_by("path")


def parents_for(actor: Actor, institution: Institution | None = None) -> QuerySet[Institution]:
    """Where the actor may hang an institution: not below itself."""
    found = institutions_managed_by(actor).order_by("path")
    return found.exclude(path__startswith=institution.path) if institution else found


def above(institution: Institution) -> QuerySet[Institution]:
    """Those above, from the top down; names alone, for the way back."""
    ids = [pk for pk in institution.ancestor_ids if pk != institution.pk]
    return Institution.objects.filter(pk__in=ids).order_by("path")


def below(actor: Actor, institution: Institution) -> QuerySet[Institution]:
    return institutions_visible_to(actor).filter(parent=institution).order_by("name")


def members_of(actor: Actor, institution: Institution, *, begins: str = "", role: str = "") -> QuerySet[Membership]:
    """Who holds which role, by name; nobody for those who may not see it. `begins` is how the name begins."""
    if not can_see_members(actor, institution):
        return Membership.objects.none()
    found = Membership.objects.filter(institution=institution).select_related("profile__account")
    if role:
        found = found.filter(role=role)
    if wanted := folded(begins):
        found = found.filter(begins_with("profile__folded_name", wanted))
    return found.order_by("profile__folded_name", "profile_id", "role")


@dataclass(frozen=True)
class Numbers:
    people: int
    classes: int


def numbers_of(institution: Institution) -> Numbers:
    people = institution.memberships.aggregate(n=Count("profile", distinct=True))["n"]
    return Numbers(people, institution.classes.filter(closed_at=None).count())


def roles_of(actor: Actor, institution: Institution) -> list[str]:
    """The names of the actor's own roles here, in the order of `Role`."""
    held = {role for holder, role in actor.roles if holder == institution.pk}
    return [str(role.label) for role in Role if role in held]


def open_invitations(actor: Actor, institution: Institution) -> QuerySet[RoleInvitation]:
    managed = institutions_managed_by(actor).filter(pk=institution.pk)
    found = RoleInvitation.objects.filter(institution__in=managed, used_at=None, expires_at__gt=clock.now())
    return found.select_related("invited_by").order_by("-created_at")


def invitation_by(code: str) -> RoleInvitation | None:
    """The invitation of a link: it is for whoever holds it."""
    found = RoleInvitation.objects.filter(code_hash=class_codes.hashed(code), used_at=None, expires_at__gt=clock.now())
    return found.filter(institution__closed_at=None).select_related("institution", "invited_by").first()


def rosters_of(actor: Actor, institution: Institution) -> QuerySet[RosterImport]:
    overseen = institutions_overseen_by(actor).filter(pk=institution.pk)
    found = RosterImport.objects.filter(institution__in=overseen).select_related("asked_by")
    return found.defer("plan", "problems").order_by("-created_at")
