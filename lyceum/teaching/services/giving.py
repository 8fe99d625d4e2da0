"""Give work to a class, set dates, extend them, take it back, and look at marks before they are shown."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from lyceum.courses import api as courses
from lyceum.kit import audit, clock
from lyceum.notices.api import tell
from lyceum.people.api import Actor, Profile, SchoolClass, require
from lyceum.teaching.models import Extension, GivenWork
from lyceum.teaching.policies import can_give, can_moderate, can_run
from lyceum.teaching.selectors.given import learners_of, works_of
from lyceum.works.api import Assignment

CHANGEABLE = {"note", "due_at", "weight", "needs_moderation"}


class NotInCourse(Exception):
    """That unit or activity is not (or no longer) in the course."""


class NotALearnerHere(Exception):
    """The person does not learn in this class now."""


@transaction.atomic
def give(
    *,
    actor: Actor,
    school_class: SchoolClass,
    course: courses.Course,
    unit: courses.Unit | None = None,
    activity: courses.Activity | None = None,
    due_at: datetime | None = None,
    note: str = "",
    weight: float = 1,
    needs_moderation: bool = False,
) -> GivenWork:
    """Give a course, a unit or an activity to a class; its learners are told. Giving what is given already changes its date.

    Raises NotInCourse.
    """
    require(can_give(actor, school_class, course))
    for part in (unit, activity):
        if part is not None and (part.course_id != course.pk or part.retired_at is not None):
            raise NotInCourse
    # Of two clicks at once the second sees what the first gave.
    SchoolClass.objects.select_for_update().get(pk=school_class.pk)
    given, is_new = GivenWork.objects.get_or_create(
        school_class=school_class, course=course, unit=unit, activity=activity, taken_back_at=None,
        defaults={
            "due_at": due_at, "note": note, "weight": weight, "needs_moderation": needs_moderation,
            "given_by": actor.profile, "given_at": clock.now(),
        },
    )  # fmt: skip
    if not is_new:
        return change(actor=actor, given=given, values={"due_at": due_at, "note": note, "weight": weight})
    audit.record(actor, "teaching.give", given)
    _tell(given)
    return given


def _tell(given: GivenWork) -> None:
    work = works_of([given])[0]
    kind = "teaching.given_due" if given.due_at else "teaching.given"
    values = {"title": work.title, "school_class": given.school_class.name}
    if given.due_at:
        values["due_at"] = given.due_at.isoformat()
    people = learners_of(given.school_class).values_list("pk", flat=True)
    tell(people=people, kind=kind, values=values, path=f"/courses/{given.course.slug}/", once=f"given:{given.pk}")


@transaction.atomic
def change(*, actor: Actor, given: GivenWork, values: Mapping[str, Any]) -> GivenWork:
    """Change date, note, weight or moderation; learners are told of a new date."""
    require(can_run(actor, given))
    given = (
        GivenWork.objects.select_for_update(of=("self",))
        .select_related("course", "school_class", "unit", "activity")
        .get(pk=given.pk)
    )
    changed = {name: value for name, value in values.items() if name in CHANGEABLE and getattr(given, name) != value}
    for name, value in changed.items():
        setattr(given, name, value)
    if changed:
        given.revision, given.changed_at = given.revision + 1, clock.now()
        given.save(update_fields=[*changed, "revision", "changed_at"])
        audit.record(actor, "teaching.change", given, fields=sorted(changed))
    if changed.get("due_at"):
        _tell_new_date(given, list(learners_of(given.school_class).values_list("pk", flat=True)), given.due_at)
    return given


def _tell_new_date(given: GivenWork, people: list[int], due_at: datetime | None) -> None:
    assert due_at is not None
    values = {"title": works_of([given])[0].title, "due_at": due_at.isoformat()}
    once = f"due:{given.pk}:{due_at.isoformat()}"
    tell(people=people, kind="teaching.new_date", values=values, path=f"/courses/{given.course.slug}/", once=once)


@transaction.atomic
def extend(*, actor: Actor, given: GivenWork, person: Profile, due_at: datetime, reason: str = "") -> Extension:
    """Another date for one learner, who is told. Raises NotALearnerHere."""
    require(can_run(actor, given))
    if not learners_of(given.school_class).filter(pk=person.pk).exists():
        raise NotALearnerHere
    values = {"due_at": due_at, "reason": reason, "given_by": actor.profile}
    extension, _ = Extension.objects.update_or_create(given=given, profile=person, defaults=values)
    GivenWork.objects.filter(pk=given.pk).update(revision=F("revision") + 1, changed_at=clock.now())
    audit.record(actor, "teaching.extend", given, profile=str(person.uuid), due_at=due_at.isoformat())
    _tell_new_date(given, [person.pk], due_at)
    return extension


@transaction.atomic
def take_back(*, actor: Actor, given: GivenWork) -> None:
    """It is no longer to be done; what was done and marked stays with the learners."""
    require(can_run(actor, given))
    if GivenWork.objects.filter(pk=given.pk, taken_back_at=None).update(taken_back_at=clock.now()):
        audit.record(actor, "teaching.take_back", given)


@transaction.atomic
def moderate(*, actor: Actor, given: GivenWork) -> None:
    """A second educator has looked at the marks: learners see them from now on, and are told."""
    require(can_moderate(actor, given))
    fresh = GivenWork.objects.filter(pk=given.pk, needs_moderation=True, moderated_at=None)
    if not fresh.update(moderated_by=actor.profile, moderated_at=clock.now()):
        return
    audit.record(actor, "teaching.moderate", given)
    people = learners_of(given.school_class).values_list("pk", flat=True)
    values = {"title": works_of([given])[0].title}
    path = f"/classes/{given.school_class.uuid}/marks/"
    tell(people=people, kind="teaching.marks_shown", values=values, path=path, once=f"moderated:{given.pk}")


def due_date_of(profile: Profile, *, course_id: int, unit_id: int, activity_id: int) -> datetime | None:
    """When an activity is due for somebody: the latest of their classes' dates, their own extension standing before the class's."""
    given = GivenWork.objects.filter(
        taken_back_at=None,
        course=course_id,
        school_class__members__profile=profile,
        school_class__members__part="learner",
        school_class__members__left_at=None,
    )
    fitting = [one for one in given if one.activity_id in {None, activity_id} and one.unit_id in {None, unit_id}]
    own = dict(Extension.objects.filter(given__in=fitting, profile=profile).values_list("given_id", "due_at"))
    dates = [own.get(one.pk, one.due_at) for one in fitting]
    return max((at for at in dates if at is not None), default=None)


def assignment_due(profile: Profile, assignment: Assignment) -> datetime | None:
    """When an assignment is due for somebody, by every course that has it; what `works` asks for."""
    places = courses.Activity.objects.filter(assignment=assignment, retired_at=None)
    dates = [due_date_of(profile, course_id=one.course_id, unit_id=one.unit_id, activity_id=one.pk) for one in places]
    return max((at for at in dates if at is not None), default=None)
