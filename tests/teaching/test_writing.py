"""Notes about learners, messages to a class, and what happens to them when somebody leaves."""

import uuid

import pytest

from lyceum.kit.models import AuditEntry
from lyceum.notices.models import Notice
from lyceum.people.api import NotAllowed
from lyceum.people.models import Guardianship, Profile
from lyceum.teaching import personal_data
from lyceum.teaching.models import Message, Note
from lyceum.teaching.policies import can_read_note, notes_visible_to
from lyceum.teaching.services import writing
from tests.conftest import make_member, sign_in
from tests.teaching.conftest import School, actor


def page(school: School) -> str:
    return f"/en/classes/{school.room.uuid}/messages/"


def learner_page(school: School) -> str:
    return f"/en/classes/{school.room.uuid}/learners/{school.learners[0].uuid}/"


def test_an_educator_writes_and_deletes_a_note(school: School) -> None:
    client = sign_in(school.educator)
    school.give(activity=school.activity("check"))
    form = {"once": str(uuid.uuid4()), "text": "Reads aloud well.", "language": "en", "for_learner": "on"}
    for _ in range(2):
        assert client.post(learner_page(school), form).status_code == 302
    note = Note.objects.get()
    assert "Reads aloud well." in client.get(learner_page(school)).content.decode()
    marks = f"/en/classes/{school.room.uuid}/marks/"
    assert "Reads aloud well." in sign_in(school.learners[0]).get(marks).content.decode()
    assert "Reads aloud well." not in sign_in(school.learners[1]).get(marks).content.decode()
    assert Notice.objects.filter(profile=school.learners[0], kind="teaching.note").count() == 1
    assert client.post(learner_page(school), {**form, "text": " "}).status_code == 422
    with pytest.raises(NotAllowed):
        writing.delete_note(actor=actor(school.second), note=note)
    client.post(learner_page(school), {"delete": str(note.pk)})
    assert not Note.objects.exists()
    done = set(AuditEntry.objects.filter(action__startswith="teaching.").values_list("action", flat=True))
    assert {"teaching.write_note", "teaching.delete_note"} <= done


def test_a_note_for_guardians_only(school: School) -> None:
    guardian, stranger = make_member("dora"), make_member("otto")
    Guardianship.objects.create(guardian=guardian, child=school.learners[0])
    note = writing.write_note(
        actor=actor(school.educator), person=school.learners[0], school_class=school.room, text="x", language="en",
        for_learner=False, once=uuid.uuid4(),
    )  # fmt: skip
    assert not Notice.objects.filter(profile=school.learners[0]).exists()
    readers = {guardian: True, stranger: False, school.learners[0]: False, school.educator: True, school.foreign: False}
    for reader, may in readers.items():
        assert can_read_note(actor(reader), note) is may
        assert notes_visible_to(actor(reader)).exists() is may
    Guardianship.objects.all().delete()
    assert not notes_visible_to(actor(guardian)).exists()


@pytest.mark.parametrize("who", ["foreign", "learner"])
def test_others_write_nothing(school: School, who: str) -> None:
    other = school.foreign if who == "foreign" else school.learners[1]
    form = {"once": str(uuid.uuid4()), "text": "Hello all", "language": "en"}
    assert sign_in(other).post(page(school), form).status_code == 403
    assert sign_in(other).post(learner_page(school), form).status_code == 403
    assert sign_in(other).get(learner_page(school)).status_code == 404
    values = {"text": "x", "language": "en", "once": uuid.uuid4()}
    with pytest.raises(NotAllowed):
        writing.send_message(actor=actor(other), school_class=school.room, to_guardians=False, **values)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        writing.write_note(
            actor=actor(other), person=school.learners[0], school_class=school.room, for_learner=True, **values
        )  # type: ignore[arg-type]
    assert not Message.objects.exists()
    assert not Notice.objects.exists()


def test_a_message_reaches_the_class_once(school: School) -> None:
    guardian = make_member("dora")
    for child in school.learners[:2]:
        Guardianship.objects.create(guardian=guardian, child=child)
    client = sign_in(school.educator)
    form = {"once": str(uuid.uuid4()), "text": "Bring boots.\n<b>", "language": "en", "to_guardians": "on"}
    for _ in range(2):
        assert client.post(page(school), form).status_code == 302
    assert Message.objects.count() == 1
    told = sorted(Notice.objects.values_list("profile__name", "kind"))
    assert told == [
        ("Dora", "teaching.message_copy"),
        *((name, "teaching.message") for name in ("Maxence", "Noelani", "Zulfiya")),
    ]
    read = sign_in(school.learners[0]).get(page(school)).content.decode()
    assert "Bring boots." in read
    assert "&lt;b&gt;" in read
    assert "<textarea" not in read
    assert "Guardians have a copy" not in read
    assert sign_in(school.foreign).get(page(school)).status_code == 404


def test_what_goes_and_what_stays_when_people_leave(school: School) -> None:
    values = {"language": "en", "school_class": school.room, "actor": actor(school.educator)}
    writing.send_message(**values, text="Hello", to_guardians=False, once=uuid.uuid4())  # type: ignore[arg-type]
    writing.write_note(**values, person=school.learners[0], text="About", for_learner=True, once=uuid.uuid4())  # type: ignore[arg-type]
    given = school.give()

    def kept(person: Profile) -> dict[str, int]:
        return {name: len(rows) for name, rows in personal_data.export(person) if rows}

    assert kept(school.educator) == {"notes_written.json": 1, "messages_sent.json": 1}
    assert kept(school.learners[0]) == {"notes_about.json": 1}
    for _ in range(2):
        personal_data.erase(school.educator)
    note, message = Note.objects.get(), Message.objects.get()
    given.refresh_from_db()
    assert (note.written_by, message.sent_by, given.given_by) == (None, None, None)
    personal_data.erase(school.learners[0])
    assert not Note.objects.exists()
    assert Message.objects.exists()
