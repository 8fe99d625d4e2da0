"""Write notes about learners, and messages to whole classes."""

import uuid

from django.db import transaction

from lyceum.kit import audit, clock
from lyceum.notices.api import tell
from lyceum.people.api import Actor, Guardianship, Profile, SchoolClass, require
from lyceum.teaching.models import Message, Note
from lyceum.teaching.policies import can_write_note, can_write_to
from lyceum.teaching.selectors.given import learners_of


@transaction.atomic
def write_note(
    *,
    actor: Actor,
    person: Profile,
    school_class: SchoolClass,
    text: str,
    language: str,
    for_learner: bool,
    once: uuid.UUID,
) -> Note:
    """A note that the learner's guardians read, and the learner if it is for them. The same form twice is one note."""
    require(can_write_note(actor, person, school_class))
    values = {
        "profile": person, "school_class": school_class, "text": text, "language": language,
        "for_learner": for_learner, "written_by": actor.profile, "written_at": clock.now(),
    }  # fmt: skip
    note, is_new = Note.objects.get_or_create(once=once, defaults=values)
    if is_new:
        audit.record(actor, "teaching.write_note", note, person=str(person.uuid), for_learner=for_learner)
        _tell_of(note)
    # Somebody else's key says nothing of what it belongs to.
    require(_is_own(actor, note.written_by_id))
    return note


def _tell_of(note: Note) -> None:
    person, room, once = note.profile, note.school_class, f"note:{note.pk}"
    facts = {"school_class": room.name, "name": person.name}
    guardians = Guardianship.objects.filter(child=person, ended_at=None).values_list("guardian_id", flat=True)
    tell(people=guardians, kind="teaching.note_about", values=facts, path=f"/children/{person.uuid}/", once=once)
    if note.for_learner:
        tell(people=[person.pk], kind="teaching.note", values=facts, path=f"/classes/{room.uuid}/marks/", once=once)


@transaction.atomic
def delete_note(*, actor: Actor, note: Note) -> None:
    """Take a note back that one wrote oneself."""
    require(_is_own(actor, note.written_by_id) and can_write_note(actor, note.profile, note.school_class))
    audit.record(actor, "teaching.delete_note", note, person=str(note.profile.uuid))
    note.delete()


@transaction.atomic
def send_message(
    *, actor: Actor, school_class: SchoolClass, text: str, language: str, to_guardians: bool, once: uuid.UUID
) -> Message:
    """To everybody who learns in the class now, and if wanted to their guardians. The same form twice is one message."""
    require(can_write_to(actor, school_class))
    values = {
        "school_class": school_class, "text": text, "language": language, "to_guardians": to_guardians,
        "sent_by": actor.profile, "sent_at": clock.now(),
    }  # fmt: skip
    message, is_new = Message.objects.get_or_create(once=once, defaults=values)
    if is_new:
        audit.record(actor, "teaching.send_message", message, to_guardians=to_guardians)
        _announce(message, actor.profile.name if actor.profile else "")
    require(_is_own(actor, message.sent_by_id))
    return message


def _announce(message: Message, name: str) -> None:
    """Guardians are led to their child's page; who has two children in the class is told once."""
    room, once = message.school_class, f"message:{message.pk}"
    facts = {"school_class": room.name, "name": name}
    learners = dict(learners_of(room).values_list("pk", "uuid"))
    tell(people=learners, kind="teaching.message", values=facts, path=f"/classes/{room.uuid}/messages/", once=once)
    if not message.to_guardians:
        return
    ties = Guardianship.objects.filter(child__in=learners, ended_at=None).values_list("guardian_id", "child_id")
    for guardian, child in dict(ties).items():
        path, key = f"/children/{learners[child]}/", f"{once}:guardian"
        tell(people=[guardian], kind="teaching.message_copy", values=facts, path=path, once=key)


def _is_own(actor: Actor, writer: int | None) -> bool:
    return actor.profile is not None and writer == actor.profile.pk
