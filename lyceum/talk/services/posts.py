"""Writing, changing, removing and reporting posts."""

import uuid
from datetime import timedelta

from django.db import transaction

from lyceum.kit import audit, clock
from lyceum.people.api import Actor, Profile, SchoolClass, can_teach, require
from lyceum.talk.models import Edit, Forum, Post, Report, Topic
from lyceum.talk.policies import can_edit, can_moderate, can_remove, can_report, can_see_post, can_write
from lyceum.talk.services.showing import show, tell_educators
from lyceum.talk.services.topics import locked_forum

MAX_TEXT = 4_000
#: No more than so many posts of one person in so long.
LIMITS = ((timedelta(minutes=10), 10), (timedelta(days=1), 60))


class NotTaken(Exception):
    """A post was not taken; what was typed is not lost, for the page shows it again."""


class IsClosed(NotTaken):
    """The educator has closed the discussion, or this thread of it."""


class TooMany(NotTaken):
    """The person wrote a great deal in a short time."""


@transaction.atomic
def write(
    *, actor: Actor, topic: Topic, school_class: SchoolClass, once: uuid.UUID, text: str, parent: Post | None = None
) -> Post:
    """Keep a post; the same form again is the same post. Raises NotTaken.

    What a learner writes is shown once an educator approves it, unless the educator trusts the class.
    """
    require(can_write(actor, school_class))
    profile = Profile.objects.select_for_update().get(pk=actor.profile.pk)  # type: ignore[union-attr]
    again = Post.objects.filter(author=profile, once=once).first()
    if again is not None:
        return again
    forum, leads = locked_forum(topic, school_class), can_teach(actor, school_class)
    if parent is not None:
        parent = _thread_of(actor, forum, parent)
    _check(profile, forum, parent, leads=leads)
    post = Post.objects.create(
        forum=forum, parent=parent, author=profile, by_educator=leads, once=once, text=text[:MAX_TEXT],
        written_at=clock.now(),
    )  # fmt: skip
    audit.record(actor, "talk.write", post)
    _show_or_wait(post)
    return post


def _thread_of(actor: Actor, forum: Forum, parent: Post) -> Post:
    thread = Post.objects.select_for_update().get(pk=parent.pk)
    is_open = thread.state == Post.State.SHOWN or can_moderate(actor, thread)
    require(thread.forum_id == forum.pk and thread.parent_id is None and is_open and can_see_post(actor, thread))
    return thread


def _check(profile: Profile, forum: Forum, parent: Post | None, *, leads: bool) -> None:
    if leads:
        return
    if forum.is_closed or (parent is not None and parent.is_closed):
        raise IsClosed
    now = clock.now()
    for span, most in LIMITS:
        if Post.objects.filter(author=profile, written_at__gt=now - span).count() >= most:
            raise TooMany


def _show_or_wait(post: Post) -> None:
    if post.by_educator or post.forum.trusts:
        show(post)
    else:
        # One notice a day is enough to know that there is something to read.
        tell_educators(post.forum, "talk.waiting", f"talk.waiting:{post.forum_id}:{clock.now():%Y-%m-%d}")


def locked(post: Post) -> Post:
    """As it is now, held until the transaction ends."""
    found = Post.objects.select_for_update().get(pk=post.pk)
    found.forum = Forum.objects.select_related("topic", "school_class").get(pk=found.forum_id)
    return found


@transaction.atomic
def edit(*, actor: Actor, post: Post, text: str) -> Post:
    """Change a post; what stood there is kept. Where posts are approved, the change is as well. Raises IsClosed."""
    row = locked(post)
    require(can_edit(actor, row))
    if not row.by_educator and (row.forum.is_closed or (row.parent or row).is_closed):
        raise IsClosed
    if text[:MAX_TEXT] == row.text:
        return row
    Edit.objects.create(post=row, text=row.text, replaced_at=clock.now())
    row.text, row.edition, row.state = text[:MAX_TEXT], row.edition + 1, Post.State.WAITING
    row.save(update_fields=["text", "edition", "state"])
    audit.record(actor, "talk.edit", row, edition=row.edition)
    _show_or_wait(row)
    return row


@transaction.atomic
def remove(*, actor: Actor, post: Post) -> Post:
    """Take one's own post back. Its words go, or once an educator has decided if somebody reported them."""
    row = locked(post)
    require(can_remove(actor, row))
    row.state = Post.State.REMOVED
    row.save(update_fields=["state"])
    if not row.reports.filter(settled_at=None).exists():
        forget_words(row)
    audit.record(actor, "talk.remove", row)
    return row


def forget_words(post: Post) -> None:
    post.text = ""
    post.save(update_fields=["text"])
    post.edits.all().delete()


@transaction.atomic
def report(*, actor: Actor, post: Post) -> Report:
    """Tell the class's educators that a post is wrong; once by each person."""
    row = locked(post)
    require(can_report(actor, row))
    assert actor.profile is not None
    found, is_new = Report.objects.get_or_create(
        post=row, reporter=actor.profile, defaults={"reported_at": clock.now()}
    )
    if is_new:
        audit.record(actor, "talk.report", row)
        tell_educators(row.forum, "talk.reported", f"talk.reported:{found.pk}")
    return found
