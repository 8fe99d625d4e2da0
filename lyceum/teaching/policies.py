from django.db.models import Q, QuerySet

from lyceum.courses import api as courses
from lyceum.people.api import (
    Actor,
    ClassMember,
    Profile,
    SchoolClass,
    can_answer_for,
    can_teach,
    children_of,
    classes_taught_by,
    classes_visible_to,
    is_guardian_of,
    is_own,
)
from lyceum.teaching.models import GivenWork, Message, Note


def can_give(actor: Actor, school_class: SchoolClass, course: courses.Course) -> bool:
    """Its educators, of what they may see themselves."""
    return can_teach(actor, school_class) and courses.can_see(actor, course)


def can_run(actor: Actor, given: GivenWork) -> bool:
    """Dates, marks and extensions of a given work."""
    return can_teach(actor, given.school_class)


def run_by(actor: Actor) -> QuerySet[GivenWork]:
    """The twin of `can_run`."""
    return GivenWork.objects.filter(school_class__in=classes_taught_by(actor))


def can_moderate(actor: Actor, given: GivenWork) -> bool:
    """Another educator of the class than the one who gave it."""
    return can_run(actor, given) and actor.profile is not None and given.given_by_id != actor.profile.pk


def given_to(actor: Actor) -> QuerySet[GivenWork]:
    """What classes that the actor is in are to do."""
    return GivenWork.objects.filter(school_class__in=classes_visible_to(actor), taken_back_at=None)


def can_look_after(actor: Actor, child: Profile) -> bool:
    """A child's time, work and limits: its guardians in person, neither staff who act for them nor educators."""
    return can_answer_for(actor, child)


def looked_after_by(actor: Actor) -> QuerySet[Profile]:
    """The twin of `can_look_after`."""
    return children_of(actor).filter(erased_at=None) if is_own(actor) else Profile.objects.none()


def can_write_note(actor: Actor, person: Profile, school_class: SchoolClass) -> bool:
    """About who learns in the class now, by those who teach it, in person."""
    learns = school_class.members.filter(profile=person, part="learner", left_at=None)
    return is_own(actor) and can_teach(actor, school_class) and learns.exists()


def can_write_to(actor: Actor, school_class: SchoolClass) -> bool:
    """To the whole class: its educators, in person. Learners write to nobody in this way."""
    return is_own(actor) and can_teach(actor, school_class) and school_class.closed_at is None


def can_read_note(actor: Actor, note: Note) -> bool:
    """Educators of the class, the learner's guardians, and the learner if it is for them."""
    if actor.profile is None:
        return False
    is_learner = note.profile_id == actor.profile.pk and note.for_learner
    return is_learner or can_teach(actor, note.school_class) or is_guardian_of(actor, note.profile)


def notes_visible_to(actor: Actor) -> QuerySet[Note]:
    """The twin of `can_read_note`."""
    if actor.profile is None:
        return Note.objects.none()
    own = Q(profile=actor.profile, for_learner=True)
    return Note.objects.filter(own | Q(school_class__in=classes_taught_by(actor)) | Q(profile__in=children_of(actor)))


def messages_visible_to(actor: Actor) -> QuerySet[Message]:
    """What was written to classes that the actor is in."""
    return Message.objects.filter(school_class__in=classes_visible_to(actor))


def messages_about(actor: Actor, child: Profile) -> QuerySet[Message]:
    """Of messages to the classes in which a child learns now, those whose copy its guardians get."""
    if not can_look_after(actor, child):
        return Message.objects.none()
    learns = ClassMember.objects.filter(profile=child, part=ClassMember.Part.LEARNER, left_at=None)
    return Message.objects.filter(school_class__in=learns.values("school_class"), to_guardians=True)
