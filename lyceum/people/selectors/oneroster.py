"""The classes and people of an institution as the tables of OneRoster 1.2."""

from collections.abc import Iterator
from typing import Any

from lyceum.kit import clock
from lyceum.people.actors import Actor
from lyceum.people.models import ClassMember, Institution, Profile, SchoolClass
from lyceum.people.policies import can_see_members, require

MANIFEST = (
    ("propertyName", "value"),
    ("manifest.version", "1.0"),
    ("oneroster.version", "1.2"),
    *((f"file.{name}", "bulk") for name in ("orgs", "users", "roles", "classes", "enrollments")),
    *((f"file.{name}", "absent") for name in ("academicSessions", "courses", "demographics")),
    ("source.systemName", "Lyceum"),
)
ROLES = {ClassMember.Part.LEARNER: "student", ClassMember.Part.EDUCATOR: "teacher"}
Table = Iterator[tuple[Any, ...]]


def as_oneroster(actor: Actor, institution: Institution) -> dict[str, Table]:
    """Open classes with who is in them now. Our UUIDs are the ids; e-mail addresses stay here."""
    require(can_see_members(actor, institution))
    org, today = str(institution.uuid), clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    return {
        "manifest.csv": iter(MANIFEST),
        "orgs.csv": iter(
            [
                ("sourcedId", "status", "dateLastModified", "name", "type", "identifier", "parentSourcedId"),
                (org, "active", today, institution.name, "school", institution.slug, ""),
            ]
        ),
        "classes.csv": _classes(institution, org, today),
        "users.csv": _users(institution, today),
        "roles.csv": _roles(institution, org, today),
        "enrollments.csv": _enrolments(institution, org, today),
    }


def _classes(institution: Institution, org: str, today: str) -> Table:
    yield (
        "sourcedId",
        "status",
        "dateLastModified",
        "title",
        "courseSourcedId",
        "classType",
        "schoolSourcedId",
        "termSourcedIds",
    )
    rows = SchoolClass.objects.filter(institution=institution, closed_at=None).order_by("name")
    for row in rows.iterator(chunk_size=1000):
        yield (row.uuid, "active", today, row.name, "", "scheduled", org, "")


def _people(institution: Institution) -> Any:
    inside = ClassMember.objects.filter(
        school_class__institution=institution, school_class__closed_at=None, left_at=None
    )
    found = Profile.objects.filter(pk__in=inside.values("profile"), account__isnull=False)
    return found.select_related("account").order_by("folded_name", "pk").iterator(chunk_size=1000)


def _users(institution: Institution, today: str) -> Table:
    yield ("sourcedId", "status", "dateLastModified", "enabledUser", "username", "givenName", "familyName")
    for row in _people(institution):
        yield (row.uuid, "active", today, "true", row.account.username, row.name, "")


def _inside(institution: Institution) -> Any:
    found = ClassMember.objects.filter(
        school_class__institution=institution, school_class__closed_at=None, left_at=None
    )
    return found.order_by("school_class__name", "pk")


def _roles(institution: Institution, org: str, today: str) -> Table:
    yield ("sourcedId", "status", "dateLastModified", "userSourcedId", "roleType", "role", "orgSourcedId")
    pairs = dict.fromkeys(_inside(institution).values_list("profile__uuid", "part"))
    for person, part in pairs:
        yield (f"{person}-{ROLES[part]}", "active", today, person, "primary", ROLES[part], org)


def _enrolments(institution: Institution, org: str, today: str) -> Table:
    yield (
        "sourcedId",
        "status",
        "dateLastModified",
        "classSourcedId",
        "schoolSourcedId",
        "userSourcedId",
        "role",
        "primary",
    )
    rows = _inside(institution).values_list("pk", "school_class__uuid", "profile__uuid", "part")
    for pk, place, person, part in rows.iterator(chunk_size=2000):
        yield (f"e{pk}", "active", today, place, org, person, ROLES[part], "false")
