"""What was told to a person, for their own export, and that it goes with them."""

from collections.abc import Iterator

from lyceum.notices.models import Notice, QuietHours, Wish
from lyceum.people.api import Profile


def export(profile: Profile) -> Iterator[tuple[str, object]]:
    yield "notices.json", list(Notice.objects.filter(profile=profile).values("kind", "values", "at", "read_at"))
    yield "wishes.json", list(Wish.objects.filter(profile=profile).values("kind", "is_shown", "mail"))


def erase(profile: Profile) -> None:
    for model in (Notice, Wish, QuietHours):
        model.objects.filter(profile=profile).delete()
