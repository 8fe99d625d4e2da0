"""Who may. A discussion belongs to a class: who learns there now, and who teaches it, and nobody else."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from lyceum.kit import clock
from lyceum.people.api import Actor, ClassMember, SchoolClass, can_take_part, can_teach, classes_taught_by
from lyceum.talk.models import Post

EDITABLE_FOR = timedelta(minutes=15)


def can_save_topic(actor: Actor) -> bool:
    """Whoever may publish a course has been asked already: the importer acts for the system."""
    return actor.is_operator or actor.is_system


def can_read(actor: Actor, school_class: SchoolClass) -> bool:
    return classes_of(actor).filter(pk=school_class.pk).exists()


def classes_of(actor: Actor) -> QuerySet[SchoolClass]:
    """The twin of `can_read`."""
    if actor.profile is None or actor.account is None:
        return SchoolClass.objects.none()
    learns = ClassMember.objects.filter(
        profile=actor.profile, part=ClassMember.Part.LEARNER, left_at=None, school_class=OuterRef("pk")
    )
    return SchoolClass.objects.filter(Exists(learns) | Q(pk__in=classes_taught_by(actor)), closed_at=None)


def can_write(actor: Actor, school_class: SchoolClass) -> bool:
    """A profile that waits for a guardian's consent reads, and writes to nobody."""
    return can_take_part(actor) and can_read(actor, school_class)


def can_see_post(actor: Actor, post: Post) -> bool:
    return posts_visible_to(actor, post.forum.school_class).filter(pk=post.pk).exists()


def posts_visible_to(actor: Actor, school_class: SchoolClass) -> QuerySet[Post]:
    """The twin of `can_see_post`: what was shown to the class, and one's own; who teaches it sees all."""
    posts = Post.objects.filter(forum__school_class=school_class)
    if not can_read(actor, school_class):
        return posts.none()
    if can_teach(actor, school_class):
        return posts
    return posts.filter(Q(shown_at__isnull=False) | Q(author=actor.profile))


def is_author(actor: Actor, post: Post) -> bool:
    return actor.profile is not None and post.author_id == actor.profile.pk


def can_remove(actor: Actor, post: Post) -> bool:
    """One's own, also after having left the class."""
    return post.state in {Post.State.WAITING, Post.State.SHOWN} and is_author(actor, post)


def is_editable(actor: Actor, post: Post) -> bool:
    """One's own, for a quarter of an hour; of posts of a class that one can write in."""
    is_fresh = clock.now() - post.written_at <= EDITABLE_FOR
    return is_fresh and can_remove(actor, post) and can_take_part(actor)


def can_edit(actor: Actor, post: Post) -> bool:
    return is_editable(actor, post) and can_write(actor, post.forum.school_class)


def can_report(actor: Actor, post: Post) -> bool:
    return post.state == Post.State.SHOWN and not is_author(actor, post) and can_see_post(actor, post)


def can_moderate(actor: Actor, post: Post) -> bool:
    return can_teach(actor, post.forum.school_class)


def posts_to_moderate(actor: Actor) -> QuerySet[Post]:
    """The twin of `can_moderate`."""
    return Post.objects.filter(forum__school_class__in=classes_taught_by(actor))
