"""What the classes of the demonstration were given and have done so far."""

import random
from datetime import timedelta
from pathlib import Path

from lyceum.coding import api as coding
from lyceum.courses import api as courses
from lyceum.people import api as people
from lyceum.site.demo.answers import answer_quiz
from lyceum.site.demo.cast import actor_of
from lyceum.site.demo.marking import run_class
from lyceum.site.demo.script import FOLDER, Group, key_of
from lyceum.teaching import api as teaching


def make_progress(group: Group, note: str) -> None:
    course = courses.Course.objects.get(slug=group.course)
    unit = course.units.filter(retired_at=None).order_by("position").first()
    assert unit is not None
    teacher = actor_of(group.educator)
    school_class = people.SchoolClass.objects.get(uuid=key_of("class", group.key))
    # From when the class was made, so that a second run finds the same date.
    due = school_class.created_at + timedelta(days=7)
    given = teaching.give(actor=teacher, school_class=school_class, course=course, unit=unit, due_at=due)
    steps = list(unit.activities.filter(retired_at=None).order_by("position"))
    for number in range(len(group.learners)):
        learn(group, number, steps)
    write_note(group, note, teacher, school_class)
    run_class(group, given)


def learn(group: Group, number: int, steps: list[courses.Activity]) -> None:
    """The same learner always does the same: chance is seeded by the name."""
    chance = random.Random(f"{group.key}/{number}")  # noqa: S311
    actor = actor_of(group.username(number))
    for step in steps[: chance.randint(0, len(steps))]:
        if step.kind == courses.Activity.Kind.READING:
            courses.finish(actor=actor, activity=step)
        elif step.kind == courses.Activity.Kind.QUIZ:
            answer_quiz(actor, step, group.language, chance)
        elif step.problem is not None:
            submit(actor, group, step, is_right=chance.random() < 0.75)


def submit(actor: people.Actor, group: Group, step: courses.Activity, *, is_right: bool) -> None:
    """One of the course's own programs; the judge decides, as for everybody, when it gets to it."""
    program = _program(group.course, step.key, "accepted" if is_right else "wrong_answer")
    if program is None or step.problem is None:
        return
    language = "python" if program.suffix == ".py" else "cpp"
    coding.submit(
        actor=actor,
        problem=step.problem,
        kind=coding.Submission.Kind.SUBMIT,
        language=language,
        source=program.read_text(encoding="utf-8"),
        once=key_of("program", str(actor.profile_uuid), step.key),
    )


def _program(course: str, activity: str, kind: str) -> Path | None:
    found = (FOLDER / "courses" / course / "units").glob(f"*/{activity}/submissions/{kind}/*.*")
    return min(found, default=None)


def write_note(group: Group, note: str, teacher: people.Actor, school_class: people.SchoolClass) -> None:
    person = actor_of(group.username(0)).profile
    assert person is not None
    teaching.write_note(
        actor=teacher,
        person=person,
        school_class=school_class,
        text=note,
        language=group.language,
        for_learner=True,
        once=key_of("note", group.key),
    )
