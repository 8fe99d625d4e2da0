import uuid

from django.db import models
from django.db.models import Q


class Topic(models.Model):
    """What is to be discussed. `path` is where it stands in its course, without the language."""

    slug = models.CharField(max_length=130, unique=True)
    path = models.CharField(max_length=200)
    source_language = models.CharField(max_length=12)
    # How many of each, shown to the class, finish it.
    posts_needed = models.PositiveSmallIntegerField(default=1)
    replies_needed = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.slug


class TopicText(models.Model):
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=12)
    title = models.CharField(max_length=120)
    prompt_html = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "language"], name="one_topic_text_per_language")]


class Forum(models.Model):
    """A topic as one class discusses it. Nobody outside of the class reads it."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="forums")
    school_class = models.ForeignKey("people.SchoolClass", on_delete=models.CASCADE, related_name="+")
    # Whether what learners write is shown at once; else an educator approves it first.
    trusts = models.BooleanField(default=False)
    is_closed = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "school_class"], name="one_forum_of_a_class")]


class Post(models.Model):
    """What somebody wrote: a thread's first post (no parent), or a reply to one."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SHOWN = "shown"
        HIDDEN = "hidden"
        REMOVED = "removed"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="posts")
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="replies")
    author = models.ForeignKey("people.Profile", null=True, on_delete=models.SET_NULL, related_name="+")
    by_educator = models.BooleanField(default=False)
    once = models.UUIDField()
    text = models.TextField(blank=True)
    # Grows with each edit: who approves says which edition they read.
    edition = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    written_at = models.DateTimeField()
    # The first time that the class could read it; since then others are told that something stands here.
    shown_at = models.DateTimeField(null=True)
    is_pinned = models.BooleanField(default=False)
    is_closed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "once"], name="one_post_per_form"),
            models.CheckConstraint(condition=~Q(state="shown", shown_at=None), name="shown_since_some_time"),
        ]
        indexes = [
            models.Index(fields=["forum", "parent", "-is_pinned", "-written_at"], name="threads_of_forum"),
            models.Index(fields=["forum", "state"], name="posts_to_decide"),
            models.Index(fields=["author", "-written_at"], name="posts_of_person"),
        ]


class Edit(models.Model):
    """What stood in a post before it was changed."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="edits")
    text = models.TextField()
    replaced_at = models.DateTimeField()


class Report(models.Model):
    """That somebody found a post wrong; open until an educator decides."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey("people.Profile", on_delete=models.CASCADE, related_name="+")
    reported_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "reporter"], name="one_report_each")]
