"""What guardians read of a child."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from lyceum.people.api import Actor, Profile
from lyceum.teaching.models import Limit, Message, Note
from lyceum.teaching.policies import looked_after_by, messages_about, notes_visible_to
from lyceum.teaching.selectors.given import Task, tasks_of
from lyceum.teaching.selectors.gradebook import Gradebook, all_marks_shown
from lyceum.teaching.selectors.study import Day, days_of, limit_of
from lyceum.works.api import HandIn, titles_of

MOST = 30


def wards_of(actor: Actor) -> list[Profile]:
    return list(looked_after_by(actor).order_by("name", "pk"))


def ward_of(actor: Actor, wanted: uuid.UUID) -> Profile | None:
    return looked_after_by(actor).select_related("account").filter(uuid=wanted).first()


@dataclass(frozen=True)
class HandedIn:
    """A work; `share` is its mark, None while it waits."""

    title: str
    at: datetime
    share: float | None
    comment: str


@dataclass(frozen=True)
class Ward:
    child: Profile
    days: list[Day]
    tasks: list[Task]
    books: list[Gradebook]
    works: list[HandedIn]
    notes: list[Note]
    messages: list[Message]
    limit: Limit | None

    @property
    def minutes(self) -> int:
        return sum(day.minutes for day in self.days)

    @property
    def minutes_of_week(self) -> int:
        return sum(day.minutes for day in self.days[-7:])


def ward(actor: Actor, child: Profile, now: datetime) -> Ward:
    """Everything on a guardian's page: the same few queries for any child. Who may has been asked by the caller."""
    return Ward(
        child=child,
        days=days_of(child, now),
        tasks=tasks_of(Actor(child.account, child)),
        books=all_marks_shown(child),
        works=_works(child),
        notes=_notes(actor, child),
        messages=list(
            messages_about(actor, child).select_related("sent_by", "school_class").order_by("-sent_at")[:MOST]
        ),
        limit=limit_of(child),
    )


def _notes(actor: Actor, child: Profile) -> list[Note]:
    rows = notes_visible_to(actor).filter(profile=child).select_related("written_by", "school_class")
    return list(rows.order_by("-written_at", "-pk")[:MOST])


def _works(child: Profile) -> list[HandedIn]:
    rows = HandIn.objects.filter(profile=child, is_sample=False).exclude(state=HandIn.State.REPLACED)
    found = list(rows.order_by("-handed_in_at").prefetch_related("marks")[:MOST])
    titles = titles_of([work.assignment_id for work in found])
    works = []
    for work in found:
        mark = next(iter(work.marks.all()), None)
        share, comment = (mark.share, mark.comment) if mark else (None, "")
        works.append(HandedIn(titles.get(work.assignment_id, ""), work.handed_in_at, share, comment))
    return works
