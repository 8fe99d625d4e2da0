"""What educators decide about posts."""

from django.db import transaction

from lyceum.kit import audit, clock
from lyceum.people.api import Actor, require
from lyceum.talk.models import Post
from lyceum.talk.policies import can_moderate
from lyceum.talk.services.posts import forget_words, locked
from lyceum.talk.services.showing import show


class Stale(Exception):
    """The post is another than the educator read: it was changed, taken back or decided on."""


@transaction.atomic
def approve(*, actor: Actor, post: Post, edition: int) -> Post:
    """Show the class a post, in the edition that the educator read. Raises Stale."""
    row = _to_decide(actor, post, edition)
    if row.state == Post.State.SHOWN:
        return row
    if row.state == Post.State.REMOVED:
        raise Stale
    show(row)
    audit.record(actor, "talk.approve", row, edition=edition)
    return row


@transaction.atomic
def hide(*, actor: Actor, post: Post, edition: int) -> Post:
    """Keep a post from the class; its author still reads it. Raises Stale."""
    row = _to_decide(actor, post, edition)
    if row.state != Post.State.REMOVED:
        row.state = Post.State.HIDDEN
        row.save(update_fields=["state"])
    _settle(row)
    audit.record(actor, "talk.hide", row, edition=edition)
    return row


@transaction.atomic
def keep(*, actor: Actor, post: Post, edition: int) -> Post:
    """Nothing is wrong with it: reports so far are settled. Raises Stale."""
    row = _to_decide(actor, post, edition)
    _settle(row)
    audit.record(actor, "talk.keep", row, edition=edition)
    return row


def _to_decide(actor: Actor, post: Post, edition: int) -> Post:
    row = locked(post)
    require(can_moderate(actor, row))
    if row.edition != edition:
        raise Stale
    return row


def _settle(post: Post) -> None:
    post.reports.filter(settled_at=None).update(settled_at=clock.now())
    if post.state == Post.State.REMOVED:
        forget_words(post)


@transaction.atomic
def arrange(*, actor: Actor, thread: Post, is_pinned: bool, is_closed: bool) -> Post:
    """Let a thread stand first, or take no more replies from learners."""
    row = locked(thread)
    require(can_moderate(actor, row) and row.parent_id is None)
    row.is_pinned, row.is_closed = is_pinned, is_closed
    row.save(update_fields=["is_pinned", "is_closed"])
    audit.record(actor, "talk.arrange", row, is_pinned=is_pinned, is_closed=is_closed)
    return row
