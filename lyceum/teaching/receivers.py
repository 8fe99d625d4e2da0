from django.db.models import F, Max, Q

from lyceum.courses import api as courses
from lyceum.kit.events import receiver
from lyceum.notices.api import tell
from lyceum.people.api import Profile
from lyceum.works.api import HandIn, Mark
from lyceum.works.events import WorkMarked


@receiver(WorkMarked)
def tell_of_mark(event: WorkMarked) -> None:
    """An educator marked a work: its learner is told, once for each marking."""
    if event.source != Mark.Source.EDUCATOR:
        return
    work = HandIn.objects.filter(pk=event.hand_in_id).select_related("assignment", "profile").first()
    if work is None:
        return
    values, path = {"title": _title(work, work.profile)}, _path(work)
    once = f"marked:{work.pk}:{event.at}"
    tell(people=[work.profile_id], kind="teaching.marked", values=values, path=path, once=once)


def _path(work: HandIn) -> str:
    """The lesson in which it was handed in: there its maker reads the mark. Of several the course they were in last."""
    places = courses.Activity.objects.filter(assignment=work.assignment, retired_at=None, course__is_published=True)
    taken = Q(course__enrolments__profile=work.profile)
    last_at = Max("course__enrolments__last_at", filter=taken)
    ordered = places.annotate(last_at=last_at).order_by(F("last_at").desc(nulls_last=True), "pk")
    found = ordered.values_list("course__slug", "key").first()
    return f"/courses/{found[0]}/{found[1]}/" if found else "/tasks/"


def _title(work: HandIn, reader: Profile) -> str:
    """In the reader's language, else in the assignment's own."""
    titles = dict(work.assignment.texts.values_list("language", "title"))
    return titles.get(reader.language) or titles.get(work.assignment.source_language) or work.assignment.slug
