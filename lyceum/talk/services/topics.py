from collections.abc import Mapping
from typing import Any

from django.db import transaction

from lyceum.kit import audit
from lyceum.people.api import Actor, SchoolClass, can_teach, require
from lyceum.talk.models import Forum, Topic, TopicText
from lyceum.talk.policies import can_save_topic


@transaction.atomic
def save_topic(
    *, actor: Actor, slug: str, path: str, needs: Mapping[str, int], texts: Mapping[str, Mapping[str, Any]],
    source_language: str,
) -> Topic:  # fmt: skip
    """Add a topic or bring it up to date; what was written on it stays."""
    require(can_save_topic(actor))
    values = {
        "path": path,
        "source_language": source_language,
        "posts_needed": needs.get("posts", 1),
        "replies_needed": needs.get("replies", 0),
    }
    topic, _ = Topic.objects.update_or_create(slug=slug, defaults=values)
    for language, text in texts.items():
        TopicText.objects.update_or_create(topic=topic, language=language, defaults=dict(text))
    topic.texts.exclude(language__in=list(texts)).delete()
    audit.record(actor, "talk.save_topic", topic)
    return topic


def locked_forum(topic: Topic, school_class: SchoolClass) -> Forum:
    """The class's forum, made at its first use, and held until the transaction ends."""
    Forum.objects.get_or_create(topic=topic, school_class=school_class)
    return Forum.objects.select_for_update().get(topic=topic, school_class=school_class)


@transaction.atomic
def set_rules(*, actor: Actor, topic: Topic, school_class: SchoolClass, trusts: bool, is_closed: bool) -> Forum:
    """How a class discusses; what waits for approval already goes on waiting."""
    require(can_teach(actor, school_class))
    forum = locked_forum(topic, school_class)
    forum.trusts, forum.is_closed = trusts, is_closed
    forum.save(update_fields=["trusts", "is_closed"])
    audit.record(actor, "talk.set_rules", forum, trusts=trusts, is_closed=is_closed)
    return forum
