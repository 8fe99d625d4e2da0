"""Taking rosters over: what came is kept, read, shown as a diff, and applied whole or not at all."""

import io
import uuid
import zipfile
from collections.abc import Mapping
from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from lyceum.kit import audit, clock
from lyceum.people import class_codes
from lyceum.people.actors import Actor
from lyceum.people.models import (
    Account,
    ClassMember,
    Institution,
    Membership,
    Profile,
    Role,
    RosterImport,
    RosterLink,
    SchoolClass,
)
from lyceum.people.models.accounts import folded
from lyceum.people.policies import can_see_members, require
from lyceum.people.rosters.read import read
from lyceum.people.rosters.roster import Roster
from lyceum.people.selectors.rosters import Change, Plan, Present, plan_of
from lyceum.people.services.children import FACES

#: What takes longer to read than a page may take is read by a worker.
READ_AT_ONCE = 32 * 1024
STEP = 500
KEPT_FOR = timedelta(days=7)
State, Part = RosterImport.State, ClassMember.Part


class Changed(Exception):
    """Something else was changed since the diff was made; the new diff waits for a decision."""


def send_roster(
    *, actor: Actor, institution: Institution, files: Mapping[str, bytes], consented: bool, once: uuid.UUID
) -> RosterImport:
    """Keep the files and make the diff, at once or by a worker. The same `once` gives the same import."""
    from lyceum.people.tasks import read_roster

    require(can_see_members(actor, institution) and actor.profile is not None)
    assert actor.profile is not None
    again = RosterImport.objects.filter(uuid=once).first()
    if again is not None:
        require(again.institution_id == institution.pk)
        return again
    # The file first: a row without its file would be a promise that cannot be kept.
    name = default_storage.save(f"rosters/{uuid.uuid4()}.zip", ContentFile(_packed(files)))
    is_quick = sum(map(len, files.values())) <= READ_AT_ONCE
    with transaction.atomic():
        row, is_new = RosterImport.objects.get_or_create(
            uuid=once,
            defaults={"institution": institution, "asked_by": actor.profile, "file": name, "consented": consented},
        )
        if is_new:
            audit.record(actor, "people.send_roster", institution, roster=row.pk)
        if is_new and not is_quick:
            read_roster.enqueue(row.pk)
    if is_new and is_quick:
        make_diff(row.pk)
        row.refresh_from_db()
    return row


def _packed(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _files(row: RosterImport) -> dict[str, bytes]:
    with default_storage.open(row.file) as stored, zipfile.ZipFile(stored) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def make_diff(row_id: int) -> None:
    """Read what came and keep what it would change; a second call does the same again. Progress is kept on the way."""
    row = RosterImport.objects.select_related("institution").get(pk=row_id)
    if row.state not in (State.READING, State.READY):
        return
    files = _files(row)
    total = sum(data.count(b"\n") for data in files.values() if not data.startswith(b"PK"))
    mine = RosterImport.objects.filter(pk=row_id, state=row.state)
    done = 0

    def advance(count: int) -> None:
        nonlocal done
        done += count
        if done % STEP == 0:
            mine.update(done=done, total=max(total, done))

    roster = read(files, advance)
    plan, _ = plan_of(row.institution, roster)
    mine.update(done=done, total=done)
    with transaction.atomic():
        _keep_diff(RosterImport.objects.select_for_update().get(pk=row_id), plan, roster)


def _keep_diff(row: RosterImport, plan: Plan, roster: Roster) -> None:
    """The diff of a roster that waits; what cannot be read at all says only why."""
    if row.state not in (State.READING, State.READY, State.APPLYING):
        return
    row.state = State.UNREADABLE if roster.problems.errors else State.READY
    row.plan = {**plan.stored(), "errors": roster.problems.errors, "notices": roster.problems.notices}
    row.plan_mark, row.problems = plan.mark, roster.problems.stored()
    row.save(update_fields=["state", "plan", "plan_mark", "problems"])


def confirm_roster(*, actor: Actor, institution: Institution, roster_uuid: uuid.UUID, mark: str) -> RosterImport:
    """Agree to the diff that bears `mark`. It is applied whole, now or by a worker. Raises Changed.

    A roster that is taken over already stays as it is.
    """
    from lyceum.people.tasks import apply_roster

    with transaction.atomic():
        row = _held(actor, institution, roster_uuid)
        if row.state in (State.APPLYING, State.APPLIED):
            return row
        if row.state != State.READY or row.plan_mark != mark:
            raise Changed
        row.state, row.asked_by = State.APPLYING, actor.profile  # type: ignore[assignment]
        row.save(update_fields=["state", "asked_by"])
        is_quick = len(row.plan["changes"]) <= STEP
        if not is_quick:
            apply_roster.enqueue(row.pk)
    if is_quick:
        apply_diff(row.pk)
        row.refresh_from_db()
        if row.state == State.READY:
            raise Changed
    return row


def _held(actor: Actor, institution: Institution, roster_uuid: uuid.UUID) -> RosterImport:
    require(can_see_members(actor, institution) and actor.profile is not None)
    return RosterImport.objects.select_for_update().get(uuid=roster_uuid, institution=institution)


@transaction.atomic
def drop_roster(*, actor: Actor, institution: Institution, roster_uuid: uuid.UUID) -> None:
    """Forget a roster that was not taken over, with its file."""
    row = _held(actor, institution, roster_uuid)
    if row.state in (State.APPLYING, State.APPLIED):
        return
    audit.record(actor, "people.drop_roster", institution, roster=row.pk)
    _forget(row)
    row.delete()


def _forget(row: RosterImport) -> None:
    """The names in the file are nobody's any more once the decision is made."""
    name = row.file
    transaction.on_commit(lambda: default_storage.delete(name) if name else None)


@transaction.atomic
def apply_diff(row_id: int) -> None:
    """Do exactly what was agreed to, in one transaction; if that is not the diff any more, show the new one instead.

    A second call finds it done. Who asked must still be allowed to.
    """
    row = (
        RosterImport.objects.select_for_update(of=("self",))
        .select_related("institution", "asked_by__account")
        .get(pk=row_id)
    )
    institution = Institution.objects.select_for_update().get(pk=row.institution_id)
    if row.state != State.APPLYING:
        return
    actor = Actor(row.asked_by.account, row.asked_by)
    roster = read(_files(row))
    plan, present = plan_of(institution, roster)
    if plan.mark != row.plan_mark or roster.problems.errors or not can_see_members(actor, institution):
        _keep_diff(row, plan, roster)
        return
    Applying(actor, institution, roster, present, consented=row.consented).run(plan)
    counts = {what: len(plan.of(what)) for what in sorted({change.what for change in plan.changes})}
    audit.record(actor, "people.take_roster_over", institution, roster=row.pk, **counts)
    _forget(row)
    row.state, row.applied_at, row.file = State.APPLIED, clock.now(), ""
    row.plan, row.problems = {"counts": counts, "unchanged": plan.unchanged, "changes": []}, []
    row.save(update_fields=["state", "applied_at", "file", "plan", "problems"])


class Applying:
    """The writes of one plan, many rows at a time."""

    def __init__(
        self, actor: Actor, institution: Institution, roster: Roster, present: Present, *, consented: bool
    ) -> None:
        self.actor, self.institution, self.roster = actor, institution, roster
        self.classes, self.people = dict(present.classes), dict(present.people)
        self.consented = consented
        # Learners begin in the language of who sent the roster.
        self.language = actor.profile.language if actor.profile else ""

    def run(self, plan: Plan) -> None:
        self._classes(plan)
        self._people(plan)
        self._links()
        self._places(plan)

    def _classes(self, plan: Plan) -> None:
        new = {
            change.key: SchoolClass(institution=self.institution, name=change.name) for change in plan.of("new_class")
        }
        SchoolClass.objects.bulk_create(new.values(), batch_size=STEP)
        self.classes |= new
        for change in plan.of("renamed_class"):
            SchoolClass.objects.filter(pk=self.classes[change.key].pk).update(name=change.name)
        closed = [self.classes[change.key].pk for change in plan.of("closed_class")]
        SchoolClass.objects.filter(pk__in=closed).update(closed_at=clock.now(), join_code="", join_code_expires_at=None)
        audit.record_all(self.actor, "people.create_class", new.values())
        audit.record_all(self.actor, "people.close_class", SchoolClass.objects.filter(pk__in=closed))

    def _people(self, plan: Plan) -> None:
        """New accounts have no way in until a sign-in card is made."""
        changes = plan.of("new_person")
        usernames = self._usernames([change.old for change in changes])
        accounts = [Account(username=name, password=make_password(None)) for name in usernames]
        Account.objects.bulk_create(accounts, batch_size=STEP)
        profiles = [
            Profile(
                account=account, name=change.name, folded_name=folded(change.name), picture=FACES[place % len(FACES)],
                language=self.language, managed_by=self.institution, is_closed=not self.consented,
            )
            for place, (change, account) in enumerate(zip(changes, accounts, strict=True))
        ]  # fmt: skip
        Profile.objects.bulk_create(profiles, batch_size=STEP)
        self.people |= {change.key: profile for change, profile in zip(changes, profiles, strict=True)}
        audit.record_all(self.actor, "people.make_account", profiles, consented=self.consented)
        for change in plan.of("renamed_person"):
            profile = self.people[change.key]
            profile.name = change.name
            profile.save(update_fields=["name"])
            audit.record(self.actor, "people.rename", profile)

    def _usernames(self, wished: list[str]) -> list[str]:
        """Those of the roster, and free ones for who has none."""
        taken = {name.lower() for name in wished if name}
        lacking = wished.count("")
        free: list[str] = []
        while len(free) < lacking:
            made = {class_codes.new_username() for _ in range(min(STEP, lacking - len(free)))} - taken
            made -= set(Account.objects.filter(username__in=made).values_list("username", flat=True))
            taken |= made
            free += sorted(made)
        return [name or free.pop() for name in wished]

    def _links(self) -> None:
        """So that the same ids are the same people and classes next time."""
        links = [
            RosterLink(institution=self.institution, sourced_id=key, school_class=self.classes[key])
            for key, one in self.roster.classes.items()
            if one.has_id and key in self.classes
        ]
        links += [
            RosterLink(institution=self.institution, sourced_id=key, profile=self.people[key])
            for key, one in self.roster.people.items()
            if one.has_id and key in self.people
        ]
        RosterLink.objects.bulk_create(links, batch_size=STEP, ignore_conflicts=True)

    def _places(self, plan: Plan) -> None:
        rows = [*self._joining(plan.of("joins"), Part.LEARNER), *self._joining(plan.of("teaches"), Part.EDUCATOR)]
        ClassMember.objects.bulk_create(
            rows,
            batch_size=STEP,
            update_conflicts=True,
            unique_fields=["school_class", "profile"],
            update_fields=["part", "left_at"],
        )
        learners = {row.profile_id for row in rows if row.part == Part.LEARNER}
        Membership.objects.bulk_create(
            [Membership(institution=self.institution, profile_id=pk, role=Role.LEARNER) for pk in sorted(learners)],
            batch_size=STEP,
            ignore_conflicts=True,
        )
        self._leaving(plan.of("leaves"))

    def _joining(self, changes: list[Change], part: str) -> list[ClassMember]:
        """Rows for who comes into a class, not yet written; an entry in the log for each."""
        rows = [
            ClassMember(school_class=self.classes[change.class_key], profile=self.people[change.key], part=part)
            for change in changes
        ]
        for place, people in _by_class(rows).items():
            audit.record_all(self.actor, "people.join_class", people, school_class=place, part=part)
        return rows

    def _leaving(self, changes: list[Change]) -> None:
        """Many at once, as when a school year ends. The rows stay as history."""
        gone: dict[int, list[int]] = {}
        for change in changes:
            gone.setdefault(self.classes[change.class_key].pk, []).append(change.pk or 0)
        for place, people in gone.items():
            for start in range(0, len(people), STEP):
                members = ClassMember.objects.filter(
                    school_class=place, profile__in=people[start : start + STEP], left_at=None
                )
                left = [member.profile for member in members.select_related("profile")]
                members.update(left_at=clock.now())
                audit.record_all(self.actor, "people.leave_class", left, school_class=place)


def _by_class(rows: list[ClassMember]) -> dict[int, list[Profile]]:
    found: dict[int, list[Profile]] = {}
    for row in rows:
        found.setdefault(row.school_class.pk, []).append(row.profile)
    return found


def forget_old_rosters() -> None:
    """Rosters on which nobody decided for a week, and their files."""
    old = RosterImport.objects.filter(created_at__lt=clock.now() - KEPT_FOR)
    for row in old.exclude(state__in=[State.APPLIED, State.APPLYING]).only("pk", "file"):
        with transaction.atomic():
            _forget(row)
            row.delete()
