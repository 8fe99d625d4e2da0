from django.db.models import Exists, OuterRef, Q, QuerySet

from lyceum.people.api import Actor, people_taught_by, teaches
from lyceum.works.models import HandIn, Review


def can_save_assignment(actor: Actor) -> bool:
    """Whoever may publish a course has been asked already: the importer acts for the system."""
    return actor.is_operator or actor.is_system


def can_hand_in(actor: Actor) -> bool:
    return actor.profile is not None


def is_own(actor: Actor, hand_in: HandIn) -> bool:
    return actor.profile is not None and hand_in.profile_id == actor.profile.pk


def can_mark(actor: Actor, hand_in: HandIn) -> bool:
    """Who teaches the learner now; nobody their own."""
    return not is_own(actor, hand_in) and teaches(actor, hand_in.profile)


def markable_by(actor: Actor) -> QuerySet[HandIn]:
    """The twin of `can_mark`."""
    if actor.profile is None:
        return HandIn.objects.none()
    return HandIn.objects.filter(profile__in=people_taught_by(actor)).exclude(profile=actor.profile)


def can_see_hand_in(actor: Actor, hand_in: HandIn) -> bool:
    """Its maker, who teaches them, and a peer who took it on for review (without the name)."""
    if actor.profile is None:
        return False
    reviews = Review.objects.filter(hand_in=hand_in, reviewer=actor.profile).exists()
    return is_own(actor, hand_in) or reviews or can_mark(actor, hand_in)


def hand_ins_visible_to(actor: Actor) -> QuerySet[HandIn]:
    """The twin of `can_see_hand_in`."""
    if actor.profile is None:
        return HandIn.objects.none()
    reviewed = Exists(Review.objects.filter(hand_in=OuterRef("pk"), reviewer=actor.profile))
    return HandIn.objects.filter(Q(profile=actor.profile) | reviewed | Q(pk__in=markable_by(actor)))
