"""What authoring keeps of a person: which courses they write, and what they said in reviews."""

from collections.abc import Iterator

from lyceum.authoring.models import (
    BankQuestion,
    Collaborator,
    Comment,
    FileRevision,
    Removal,
    Review,
    WorkingCopy,
    WorkingFile,
)
from lyceum.people.api import Profile

#: (model, field) of every place that only names the person beside a piece of work.
NAMED = [
    (BankQuestion, "added_by"),
    (WorkingCopy, "created_by"),
    (WorkingFile, "changed_by"),
    (FileRevision, "changed_by"),
    (Removal, "removed_by"),
    (Review, "asked_by"),
    (Review, "decided_by"),
    (Comment, "by"),
]


def export(profile: Profile) -> Iterator[tuple[str, object]]:
    """Where they work along and what they wrote to others; the courses themselves have an export of their own."""
    shared = Collaborator.objects.filter(profile=profile).order_by("pk")
    yield "working_copies.json", list(shared.values("copy__slug", "role"))
    reviews = Review.objects.filter(asked_by=profile).order_by("pk")
    yield "reviews_asked_for.json", list(reviews.values("copy__slug", "note", "asked_at", "outcome"))
    decided = Review.objects.filter(decided_by=profile).order_by("pk")
    yield "reviews_decided.json", list(decided.values("copy__slug", "outcome", "answer", "decided_at"))
    yield "comments.json", list(Comment.objects.filter(by=profile).order_by("pk").values("text", "at"))


def erase(profile: Profile) -> None:
    """What they wrote for others stays, without their name; they work along nowhere any more."""
    Collaborator.objects.filter(profile=profile).delete()
    for model, field in NAMED:
        model._default_manager.filter(**{field: profile}).update(**{field: None})
