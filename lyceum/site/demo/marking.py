"""What educators of the demonstration did: works marked, a later date for one, a mark by hand, somebody excused."""

from datetime import timedelta

from lyceum.courses import api as courses
from lyceum.people import api as people
from lyceum.site.demo.cast import actor_of
from lyceum.site.demo.script import Group, key_of
from lyceum.teaching import api as teaching
from lyceum.works import api as works

WORKS = 5
MARKED = 3


def run_class(group: Group, given: teaching.GivenWork) -> None:
    """A second run finds it done and changes nothing."""
    teacher = actor_of(group.educator)
    names = [group.username(number) for number in range(len(group.learners))]
    if given.due_at is not None and not given.extensions.exists():
        later = given.due_at + timedelta(days=7)
        teaching.extend(actor=teacher, given=given, person=_person(names[-1]), due_at=later)
    if not given.entries.exists():
        teaching.write_mark(actor=teacher, given=given, person=_person(names[-1]), kind="mark", share=0.8)
        teaching.write_mark(actor=teacher, given=given, person=_person(names[0]), kind="excused")
    step = courses.Activity.objects.filter(course=given.course, assignment__isnull=False, retired_at=None).first()
    if step is not None and group.work:
        hand_in(group, step, teacher, names[:WORKS])


def hand_in(group: Group, step: courses.Activity, teacher: people.Actor, names: list[str]) -> None:
    """Works wait for a mark or have one; what is written says that it is an example."""
    assert step.assignment is not None
    for place, name in enumerate(names):
        once = key_of("work", group.key, name)
        work = works.hand_in(
            actor=actor_of(name), assignment=step.assignment, once=once, language=group.language, text=group.work
        )
        if place < MARKED and work.state == works.HandIn.State.WAITING:
            # The level of each criterion differs from work to work.
            points = {
                one["id"]: one["levels"][-1 - (place + number) % 2]
                for number, one in enumerate(step.assignment.rules["rubric"])
            }
            works.mark(actor=teacher, hand_in=work, points=points, comment=group.comment)


def _person(username: str) -> people.Profile:
    profile = actor_of(username).profile
    assert profile is not None
    return profile
