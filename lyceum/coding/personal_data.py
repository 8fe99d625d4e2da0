"""What coding keeps of a person: programs, drafts, and which hints were opened."""

from collections.abc import Iterable
from typing import Any

from lyceum.coding.models import Draft, OpenedHint, Submission
from lyceum.people.api import Profile

COLUMNS = (
    "uuid", "problem__slug", "kind", "language", "state", "verdict", "score", "max_score", "created_at", "judged_at",
    "own_input",
)  # fmt: skip


def export(profile: Profile) -> Iterable[tuple[str, Any]]:
    """A list of all submissions, and each program as a file of its own."""
    mine = Submission.objects.filter(profile=profile).order_by("pk")
    yield "submissions.json", list(mine.values(*COLUMNS))
    for uuid, language, source in mine.values_list("uuid", "language", "source").iterator():
        yield f"programs/{uuid}.{language}.txt", source.encode()
    drafts = Draft.objects.filter(profile=profile).order_by("pk")
    yield "drafts.json", list(drafts.values("problem__slug", "language", "source", "updated_at"))
    hints = OpenedHint.objects.filter(profile=profile).order_by("pk")
    yield "hints.json", list(hints.values("problem__slug", "number", "opened_at"))


def erase(profile: Profile) -> None:
    for model in (Submission, Draft, OpenedHint):
        model.objects.filter(profile=profile).delete()
