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
    values = {"title": _title(work, work.profile)}
    once = f"marked:{work.pk}:{event.at}"
    tell(people=[work.profile_id], kind="teaching.marked", values=values, path="/tasks/", once=once)


def _title(work: HandIn, reader: Profile) -> str:
    """In the reader's language, else in the assignment's own."""
    titles = dict(work.assignment.texts.values_list("language", "title"))
    return titles.get(reader.language) or titles.get(work.assignment.source_language) or work.assignment.slug
