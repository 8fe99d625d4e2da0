"""What a person gets of their works when they leave with their data, and what goes when they are erased."""

from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.forms.models import model_to_dict

from lyceum.people.api import Profile
from lyceum.works.models import HandIn, Mark, Review, WorkFile


def export(profile: Profile) -> Iterator[tuple[str, object]]:
    for work in HandIn.objects.filter(profile=profile).select_related("assignment").prefetch_related("marks", "files"):
        folder = f"{work.assignment.slug}/{work.handed_in_at:%Y-%m-%d}-{work.pk}"
        facts = model_to_dict(work, ["number", "text", "link", "language", "state", "due_at"])
        marks = [model_to_dict(mark, exclude=["id", "hand_in", "marked_by"]) for mark in work.marks.all()]
        yield f"{folder}/work.json", {**facts, "handed_in_at": work.handed_in_at, "marks": marks}
        for file in work.files.all():
            with default_storage.open(file.stored_as) as content:
                yield f"{folder}/{file.pk}-{file.name}", content.read()
    reviews = Review.objects.filter(reviewer=profile, sent_at__isnull=False)
    yield "reviews.json", [model_to_dict(review, ["points", "comment", "share", "sent_at"]) for review in reviews]


def erase(profile: Profile) -> None:
    """Works, their marks and the reviews that the person wrote go; marks that they gave to others stay without a name."""
    stored = set(WorkFile.objects.filter(hand_in__profile=profile).values_list("stored_as", flat=True))
    Review.objects.filter(reviewer=profile).delete()
    HandIn.objects.filter(profile=profile).delete()
    Mark.objects.filter(marked_by=profile).update(marked_by=None)
    # The same content may be in somebody else's work.
    still = set(WorkFile.objects.filter(stored_as__in=stored).values_list("stored_as", flat=True))
    for name in stored - still:
        default_storage.delete(name)
