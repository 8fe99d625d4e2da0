"""What a roster would change in an institution: computed anew each time, told apart by a mark."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lyceum.people.models import Account, ClassMember, Institution, Membership, Profile, Role, RosterLink, SchoolClass
from lyceum.people.models.accounts import folded
from lyceum.people.rosters.roster import LONGEST, Enrolment, Roster, RosterClass, RosterPerson

USERNAME = re.compile(r"^[\w.@+-]+$")
CHUNK = 500
Part = ClassMember.Part


@dataclass(frozen=True)
class Change:
    """One line of the diff. `pk` is of what is there already; `old` is what it was called."""

    what: str
    key: str
    name: str
    pk: int | None = None
    old: str = ""
    class_key: str = ""
    class_name: str = ""


@dataclass
class Plan:
    """`new_class`, `renamed_class`, `closed_class`, `new_person`, `renamed_person`, `joins`, `teaches`, `leaves`."""

    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0

    def stored(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def mark(self) -> str:
        return hashlib.sha256(json.dumps(self.stored(), sort_keys=True).encode()).hexdigest()

    def of(self, what: str) -> list[Change]:
        return [change for change in self.changes if change.what == what]


@dataclass
class Present:
    """What is there already, for the keys of a roster."""

    classes: dict[str, SchoolClass] = field(default_factory=dict)
    people: dict[str, Profile] = field(default_factory=dict)
    # class's id → profile's id → part
    members: dict[int, dict[int, str]] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    # Who may teach here.
    educators: set[int] = field(default_factory=set)


def plan_of(institution: Institution, roster: Roster) -> tuple[Plan, Present]:
    """The diff, and what it was made from. What does not fit is added to the roster's problems."""
    present = _present(institution, roster)
    plan = Plan()
    _compare_classes(roster, present, plan)
    _compare_people(roster, present, plan)
    _compare_places(roster, present, plan)
    return plan, present


def _present(institution: Institution, roster: Roster) -> Present:
    roles = [Role.EDUCATOR.value, Role.ADMIN.value]
    held = Membership.objects.filter(institution_id__in=institution.ancestor_ids, role__in=roles)
    present = Present(educators=set(held.values_list("profile_id", flat=True)))
    links = RosterLink.objects.filter(institution=institution).select_related("profile", "school_class")
    for link in links.iterator(chunk_size=2000):
        if link.school_class is not None:
            present.classes[link.sourced_id] = link.school_class
        elif link.profile is not None:
            present.people[link.sourced_id] = link.profile
    _find_classes(institution, roster, present)
    _find_members(present)
    _find_people(institution, roster, present)
    return present


def _find_classes(institution: Institution, roster: Roster, present: Present) -> None:
    """Classes without an id of the other system are known by name."""
    by_name: dict[str, list[SchoolClass]] = {}
    for row in SchoolClass.objects.filter(institution=institution, closed_at=None):
        by_name.setdefault(folded(row.name), []).append(row)
    for one in roster.classes.values():
        found = by_name.get(folded(one.name), [])
        if one.has_id or one.key in present.classes:
            continue
        if len(found) > 1:
            roster.problems.add("two_classes", roster.classes_file, one.line, one.name)
        elif found:
            present.classes[one.key] = found[0]


def _find_members(present: Present) -> None:
    """Who is in the classes; also their names, for who leaves and for those known by name."""
    for some in _chunks(row.pk for row in present.classes.values()):
        found = ClassMember.objects.filter(school_class__in=some, left_at=None)
        rows = found.values_list("school_class_id", "profile_id", "part", "profile__name")
        for class_id, profile_id, part, name in rows.iterator(chunk_size=5000):
            present.members.setdefault(class_id, {})[profile_id] = part
            present.names[profile_id] = name


def _find_people(institution: Institution, roster: Roster, present: Present) -> None:
    """By the other system's id, else by username or e-mail among those who belong here, else by name in the class."""
    unknown = [one for one in roster.people.values() if one.key not in present.people]
    here = Profile.objects.filter(memberships__institution_id__in=institution.ancestor_ids, account__isnull=False)
    by_username = _by(here, "account__username", {one.username for one in unknown if one.username})
    by_email = _by(here, "account__email", {one.email for one in unknown if one.email})
    for one in unknown:
        found = by_username.get(one.username.lower()) or by_email.get(one.email.lower())
        if found is not None:
            present.people[one.key] = found
    _find_by_name(roster, present)
    _check_usernames(roster, present)


def _by(people: QuerySet[Profile], field_name: str, wanted: set[str]) -> dict[str, Profile]:
    """Profiles by username or e-mail in small letters; accounts keep them as they were typed, mostly small."""
    found: dict[str, Profile] = {}
    for some in _chunks(sorted(wanted | {text.lower() for text in wanted})):
        for row in people.filter(**{f"{field_name}__in": some}).select_related("account").distinct():
            assert row.account is not None
            found[getattr(row.account, field_name.removeprefix("account__")).lower()] = row
    return found


def _find_by_name(roster: Roster, present: Present) -> None:
    wanted = {pair: one for pair, one in roster.enrolments.items() if pair[1].startswith("name:")}
    ids = {
        pk
        for class_key, _ in wanted
        if (row := present.classes.get(class_key))
        for pk in present.members.get(row.pk, {})
    }
    profiles = {row.pk: row for some in _chunks(sorted(ids)) for row in Profile.objects.filter(pk__in=some)}
    named: dict[tuple[int, str], list[Profile]] = {}
    for class_id, members in present.members.items():
        for pk, part in members.items():
            if pk in profiles and part == Part.LEARNER:
                named.setdefault((class_id, profiles[pk].folded_name), []).append(profiles[pk])
    for (class_key, person_key), enrolment in wanted.items():
        row = present.classes.get(class_key)
        found = named.get((row.pk, folded(roster.people[person_key].name)), []) if row else []
        if len(found) > 1:
            roster.problems.add("two_people", roster.people_file, enrolment.line, roster.people[person_key].name)
        elif found:
            present.people[person_key] = found[0]


def _check_usernames(roster: Roster, present: Present) -> None:
    """The usernames of new accounts: well-formed, and nobody else's."""
    new = {
        one.username.lower(): one for one in roster.people.values() if one.username and one.key not in present.people
    }
    learners = {key for (_, key), enrolment in roster.enrolments.items() if not enrolment.is_educator}
    new = {name: one for name, one in new.items() if one.key in learners}
    for name, one in list(new.items()):
        if not USERNAME.match(one.username) or len(one.username) > LONGEST["username"]:
            roster.problems.add("bad_username", roster.people_file, one.line, one.username)
            del new[name]
    for some in _chunks(sorted({*new, *(one.username for one in new.values())})):
        for taken in Account.objects.filter(username__in=some).values_list("username", flat=True):
            one = new[taken.lower()]
            roster.problems.add("username_taken", roster.people_file, one.line, one.username)


def _chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    rows = list(values)
    return (rows[start : start + CHUNK] for start in range(0, len(rows), CHUNK))


def _compare_classes(roster: Roster, present: Present, plan: Plan) -> None:
    for one in roster.classes.values():
        row = present.classes.get(one.key)
        if row is None:
            if not one.is_deleted:
                plan.changes.append(Change("new_class", one.key, one.name))
        elif one.is_deleted:
            if row.closed_at is None:
                plan.changes.append(Change("closed_class", one.key, row.name, row.pk))
        elif row.name != one.name and one.has_id:
            plan.changes.append(Change("renamed_class", one.key, one.name, row.pk, row.name))
        else:
            plan.unchanged += 1


def _learns(roster: Roster, enrolment: Enrolment) -> bool:
    """Whether this place is of a learner who is still there, in a class that is."""
    one, place = roster.people.get(enrolment.person_key), roster.classes.get(enrolment.class_key)
    return not (one and one.is_deleted) and not (place and place.is_deleted)


def _compare_people(roster: Roster, present: Present, plan: Plan) -> None:
    places = (one for one in roster.enrolments.values() if not one.is_educator and _learns(roster, one))
    learners = {one.person_key for one in places}
    for one in roster.people.values():
        row = present.people.get(one.key)
        if row is None:
            if one.key in learners:
                plan.changes.append(Change("new_person", one.key, one.name, old=one.username))
        elif row.name != one.name and one.has_id and row.managed_by_id is not None:
            plan.changes.append(Change("renamed_person", one.key, one.name, row.pk, row.name))
        else:
            plan.unchanged += 1


def _compare_places(roster: Roster, present: Present, plan: Plan) -> None:
    """Who joins, who teaches, who leaves. An educator leaves by an educator's hand alone."""
    named: dict[str, set[int]] = {}
    for enrolment in roster.enrolments.values():
        row, place = present.people.get(enrolment.person_key), present.classes.get(enrolment.class_key)
        if row is not None and _learns(roster, enrolment):
            named.setdefault(enrolment.class_key, set()).add(row.pk)
        if _learns(roster, enrolment):
            _compare_place(roster, enrolment, row, place, present, plan)
    for key, place in present.classes.items():
        one = roster.classes.get(key)
        if one is not None and one.is_deleted:
            continue
        gone = _gone(roster, present, key)
        is_told = roster.is_whole and one is not None
        for pk, part in sorted(present.members.get(place.pk, {}).items()):
            if part == Part.LEARNER and pk not in named.get(key, set()) and (is_told or pk in gone):
                plan.changes.append(Change("leaves", "", present.names[pk], pk, "", key, place.name))


def _gone(roster: Roster, present: Present, class_key: str) -> set[int]:
    """Who is said to be gone: by an enrolment that is to be deleted, or by a person that is."""
    said = {key for place, key in roster.gone if place == class_key}
    said |= {one.key for one in roster.people.values() if one.is_deleted}
    return {present.people[key].pk for key in said if key in present.people}


def _compare_place(
    roster: Roster, enrolment: Enrolment, row: Profile | None, place: SchoolClass | None, present: Present, plan: Plan
) -> None:
    one: RosterPerson | None = roster.people.get(enrolment.person_key)
    its_class: RosterClass | None = roster.classes.get(enrolment.class_key)
    name = one.name if one else row.name if row else ""
    class_name = its_class.name if its_class else place.name if place else ""
    if (one is None and row is None) or (its_class is None and place is None):
        roster.problems.add("unknown_person", roster.enrolments_file, enrolment.line, enrolment.person_key)
        return
    if enrolment.is_educator and (row is None or row.pk not in present.educators):
        roster.problems.add("no_educator", roster.enrolments_file, enrolment.line, name)
        return
    part = Part.EDUCATOR if enrolment.is_educator else Part.LEARNER
    if row is not None and place is not None and present.members.get(place.pk, {}).get(row.pk) in (part, Part.EDUCATOR):
        plan.unchanged += 1
        return
    what = "teaches" if enrolment.is_educator else "joins"
    plan.changes.append(
        Change(what, enrolment.person_key, name, row.pk if row else None, "", enrolment.class_key, class_name)
    )


#: What a line of the diff says of a class or person.
WORDS = {
    "new_class": _("New class"),
    "renamed_class": _("Class with a new name"),
    "closed_class": _("Class is closed"),
    "new_person": _("New learner"),
    "renamed_person": _("Person with a new name"),
    "joins": _("Joins the class"),
    "teaches": _("Teaches the class"),
    "leaves": _("Leaves the class"),
}
HEADS = {
    "new_class": _("New classes"),
    "renamed_class": _("Classes with a new name"),
    "closed_class": _("Classes that are closed"),
    "new_person": _("New learners"),
    "renamed_person": _("People with a new name"),
    "joins": _("Who joins a class"),
    "teaches": _("Who teaches a class"),
    "leaves": _("Who leaves a class"),
}


@dataclass(frozen=True)
class Group:
    """The lines of one kind: the first of them, and how many there are."""

    what: str
    head: Promise
    lines: list[dict[str, Any]]
    total: int


def grouped(changes: list[dict[str, Any]], shown: int) -> list[Group]:
    """Lines of a stored diff by kind, in the order of `HEADS`."""
    found: dict[str, list[dict[str, Any]]] = {what: [] for what in HEADS}
    for change in changes:
        found[change["what"]].append(change)
    return [Group(what, HEADS[what], rows[:shown], len(rows)) for what, rows in found.items() if rows]


def counted(changes: list[dict[str, Any]]) -> dict[str, int]:
    return {group.what: group.total for group in grouped(changes, 0)}
