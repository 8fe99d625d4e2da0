"""What a person gets of their posts when they leave with their data, and what goes when they are erased."""

from collections.abc import Iterator

from lyceum.people.api import Profile
from lyceum.talk.models import Edit, Post, Report

FIELDS = ("forum__topic__slug", "forum__school_class__name", "text", "state", "written_at", "shown_at")


def export(profile: Profile) -> Iterator[tuple[str, object]]:
    yield "posts.json", list(Post.objects.filter(author=profile).order_by("pk").values("uuid", "parent__uuid", *FIELDS))
    edits = Edit.objects.filter(post__author=profile).order_by("pk")
    yield "edits.json", list(edits.values("post__uuid", "text", "replaced_at"))
    reports = Report.objects.filter(reporter=profile).order_by("pk")
    yield "reports.json", list(reports.values("post__uuid", "reported_at", "settled_at"))


def erase(profile: Profile) -> None:
    """Words and name go; that something stood there stays, so that replies of others keep their place."""
    Edit.objects.filter(post__author=profile).delete()
    Report.objects.filter(reporter=profile).delete()
    Post.objects.filter(author=profile).update(text="", state=Post.State.REMOVED, author=None)
