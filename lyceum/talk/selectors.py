from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lyceum.kit import languages
from lyceum.people.api import Actor, SchoolClass, can_be_seen, can_teach
from lyceum.talk.models import Forum, Post, Report, Topic, TopicText
from lyceum.talk.policies import can_remove, is_author, is_editable, posts_to_moderate, posts_visible_to
from lyceum.talk.wording import as_html

PAGE = 30


def text_of(topic: Topic, wanted: str) -> TopicText:
    """Its words in the wanted language, else in its own."""
    rows = {row.language: row for row in topic.texts.filter(language__in={wanted, topic.source_language})}
    return rows.get(wanted) or rows[topic.source_language]


def title_of(topic: Topic) -> str:
    return text_of(topic, languages.current()).title


def forum_of(topic: Topic, school_class: SchoolClass) -> Forum:
    """As it is now; one that nobody has written in yet is not stored."""
    found = Forum.objects.filter(topic=topic, school_class=school_class).first()
    return found or Forum(topic=topic, school_class=school_class)


@dataclass(frozen=True)
class Viewer:
    """Who reads, and what they may know of the others of this class."""

    actor: Actor
    school_class: SchoolClass
    leads: bool

    @classmethod
    def of(cls, actor: Actor, school_class: SchoolClass) -> "Viewer":
        return cls(actor, school_class, can_teach(actor, school_class))

    def name_of(self, post: Post) -> str:
        """Learners read each other's names only where the class shows them; educators are always named."""
        if is_author(self.actor, post):
            return _("You")
        if post.author is None:
            return _("Somebody who has left")
        is_open = self.school_class.shows_names and can_be_seen(post.author)
        if self.leads or post.by_educator or is_open:
            return post.author.name or _("No name")
        return _("A classmate")

    def reads(self, post: Post) -> bool:
        """Whether the words are for them, or only that something stands here."""
        if post.state == Post.State.REMOVED:
            return False
        return self.leads or post.state == Post.State.SHOWN or is_author(self.actor, post)


@dataclass(frozen=True)
class Shown:
    """A post as somebody reads it; `html` is empty where its words are not for them."""

    post: Post
    name: str
    html: SafeString
    can_edit: bool
    can_remove: bool
    can_report: bool
    is_reported: bool


def shown(viewer: Viewer, posts: Sequence[Post]) -> list[Shown]:
    """Rights are asked of the class once, so that a page costs the same with one post and with thirty."""
    reported = set(
        Report.objects.filter(post__in=posts, reporter=viewer.actor.profile).values_list("post_id", flat=True)
    )
    return [_shown(viewer, post, is_reported=post.pk in reported) for post in posts]


def _shown(viewer: Viewer, post: Post, *, is_reported: bool) -> Shown:
    is_own = is_author(viewer.actor, post)
    return Shown(
        post=post,
        name=viewer.name_of(post),
        html=as_html(post.text) if viewer.reads(post) else SafeString(""),
        can_edit=is_own and is_editable(viewer.actor, post),
        can_remove=is_own and can_remove(viewer.actor, post),
        can_report=not is_own and post.state == Post.State.SHOWN and not is_reported,
        is_reported=is_reported,
    )


def threads_in(viewer: Viewer, topic: Topic, number: str | None) -> Page[Any]:
    """A page of threads, pinned ones first, then the newest; each with how many replies the class reads."""
    posts = posts_visible_to(viewer.actor, viewer.school_class).filter(forum__topic=topic, parent=None)
    replies = Count("replies", filter=Q(replies__state=Post.State.SHOWN))
    threads = _related(posts).annotate(reply_count=replies).order_by("-is_pinned", "-written_at", "-pk")
    return Paginator(threads, PAGE).get_page(number)


def thread_in(viewer: Viewer, topic: Topic, key: str) -> Post | None:
    posts = posts_visible_to(viewer.actor, viewer.school_class).filter(forum__topic=topic, parent=None)
    return _related(posts).filter(uuid=key).first()


def replies_in(viewer: Viewer, thread: Post, number: str | None) -> Page[Post]:
    posts = posts_visible_to(viewer.actor, viewer.school_class).filter(parent=thread)
    return Paginator(_related(posts).order_by("written_at", "pk"), PAGE).get_page(number)


def post_in(viewer: Viewer, topic: Topic, key: str) -> Post | None:
    posts = posts_visible_to(viewer.actor, viewer.school_class).filter(forum__topic=topic, uuid=key)
    return _related(posts).first()


def to_decide(actor: Actor, number: str | None) -> Page[Post]:
    """What waits for an educator: posts to approve, and reported ones; the oldest first."""
    is_reported = Exists(Report.objects.filter(post=OuterRef("pk"), settled_at=None))
    posts = posts_to_moderate(actor).annotate(is_reported=is_reported)
    waiting = posts.filter(Q(state=Post.State.WAITING) | Q(is_reported=True))
    return Paginator(_related(waiting).order_by("written_at", "pk"), PAGE).get_page(number)


def _related(posts: QuerySet[Post]) -> QuerySet[Post]:
    return posts.select_related("author", "parent", "forum__topic", "forum__school_class")


def titles_of(topics: set[int], wanted: str) -> dict[int, str]:
    """Titles in the wanted language, else in each one's own."""
    titles: dict[int, str] = {}
    for row in TopicText.objects.filter(topic__in=topics).select_related("topic"):
        if row.language == wanted or (row.language == row.topic.source_language and row.topic_id not in titles):
            titles[row.topic_id] = row.title
    return titles
