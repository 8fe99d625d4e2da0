"""What happens when the class can read a post."""

from django.db.models import Count, Q

from lyceum.kit import clock, events
from lyceum.notices.api import tell
from lyceum.people.api import Actor, ClassMember, Profile
from lyceum.talk.events import Contributed
from lyceum.talk.models import Forum, Post, Topic
from lyceum.talk.policies import classes_of
from lyceum.talk.selectors import title_of


def show(post: Post) -> None:
    """Let the class read it, count it for its author, and tell who is answered."""
    is_first = post.shown_at is None
    post.state = Post.State.SHOWN
    post.shown_at = post.shown_at or clock.now()
    post.save(update_fields=["state", "shown_at"])
    topic = post.forum.topic
    if post.author_id is not None:
        events.announce(Contributed(post.author_id, topic.pk, has_enough(post.author_id, topic)))
    if is_first and post.parent is not None:
        _tell_author(post, post.parent)


def has_enough(profile_id: int, topic: Topic) -> bool:
    """Whether somebody has written all that finishes the topic, in whichever of their classes."""
    mine = Post.objects.filter(author=profile_id, forum__topic=topic, state=Post.State.SHOWN)
    sums = mine.aggregate(posts=Count("pk", filter=Q(parent=None)), replies=Count("pk", filter=Q(parent__isnull=False)))
    return bool(sums["posts"] >= topic.posts_needed and sums["replies"] >= topic.replies_needed)


def _tell_author(reply: Post, parent: Post) -> None:
    """Who is answered, if they still are of the class and it is not themselves."""
    if parent.author_id is None:
        return
    author = Profile.objects.filter(pk=parent.author_id).select_related("account").first()
    forum = reply.forum
    if author is None or author.pk == reply.author_id:
        return
    if not classes_of(Actor(author.account, author)).filter(pk=forum.school_class_id).exists():
        return
    path = f"{forum.topic.path}?class={forum.school_class.uuid}&thread={parent.uuid}"
    values = {"title": title_of(forum.topic), "school_class": forum.school_class.name}
    tell(people=[author.pk], kind="talk.reply", values=values, path=path, once=f"talk.reply:{reply.uuid}")


def tell_educators(forum: Forum, kind: str, once: str) -> None:
    educators = ClassMember.objects.filter(
        school_class=forum.school_class, part=ClassMember.Part.EDUCATOR, left_at=None
    ).values_list("profile_id", flat=True)
    values = {"title": title_of(forum.topic), "school_class": forum.school_class.name}
    tell(people=educators, kind=kind, values=values, path="/talk/", once=once)
