"""Handing in, marking, late work, tries, files, and who may see what."""

import hashlib
import io
import uuid
import zipfile
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from lyceum.kit import clock
from lyceum.kit.models import AuditEntry
from lyceum.people.api import NotAllowed
from lyceum.people.models import ClassMember, Profile
from lyceum.people.services.accounts import merge_guest
from lyceum.works import due, files, personal_data, selectors
from lyceum.works.models import Assignment, HandIn, Mark
from lyceum.works.policies import (
    can_mark,
    can_see_hand_in,
    hand_ins_visible_to,
    markable_by,
)
from lyceum.works.services import hand_ins, marks
from tests.conftest import sign_in
from tests.works.conftest import School, actor, hand_in, make_assignment

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40 + b"IEND\xaeB`\x82"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def zipped(name: str, content: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return target.getvalue()


def test_it_is_kept_once_however_often_the_form_is_sent(school: School, assignment: Assignment) -> None:
    once = uuid.uuid4()
    first = hand_in(school.learners[0], assignment, once=once)
    assert hand_in(school.learners[0], assignment, text="other", once=once) == first
    assert HandIn.objects.count() == 1


def test_a_later_version_replaces_a_waiting_one_and_keeps_its_files(school: School, assignment: Assignment) -> None:
    upload = files.check(SimpleUploadedFile("a.pdf", PDF), ["pdf"])
    first = hand_in(school.learners[0], assignment, uploads=[upload])
    second = hand_in(school.learners[0], assignment, text="Better.")
    first.refresh_from_db()
    assert first.state == HandIn.State.REPLACED
    assert [file.name for file in second.files.all()] == ["a.pdf"]
    with pytest.raises(marks.AlreadyReplaced):
        marks.mark(actor=actor(school.educator), hand_in=first, points={"idea": 4, "form": 1})


def test_nothing_is_no_work(school: School, assignment: Assignment) -> None:
    with pytest.raises(hand_ins.NothingHandedIn):
        hand_in(school.learners[0], assignment, text="  \n")


def test_marked_twice_is_as_often_as_this_one_may_be(school: School, assignment: Assignment) -> None:
    for _try in range(2):
        work = hand_in(school.learners[0], assignment)
        marks.mark(actor=actor(school.educator), hand_in=work, points={"idea": 2, "form": 1})
    with pytest.raises(hand_ins.NoTriesLeft):
        hand_in(school.learners[0], assignment)


def test_lateness_is_taken_off_unless_it_is_forgiven(
    school: School, assignment: Assignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(due, "_sources", [lambda profile, assignment: clock.now() - timedelta(hours=25)])
    work = hand_in(school.learners[0], assignment)
    points = {"idea": 4, "form": 1}
    assert marks.mark(actor=actor(school.educator), hand_in=work, points=points).share == pytest.approx(0.8)
    forgiven = marks.mark(actor=actor(school.educator), hand_in=work, points=points, forgive_lateness=True)
    assert forgiven.share == 1
    assert Mark.objects.filter(hand_in=work).count() == 2, "the earlier mark stays as history"


def test_after_its_last_day_nothing_is_taken(
    school: School, assignment: Assignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(due, "_sources", [lambda profile, assignment: clock.now() - timedelta(days=8)])
    with pytest.raises(hand_ins.TooLate):
        hand_in(school.learners[0], assignment)


def test_only_who_teaches_the_learner_marks(school: School, assignment: Assignment) -> None:
    work = hand_in(school.learners[0], assignment)
    for other in (school.learners[0], school.learners[1], school.foreign):
        with pytest.raises(NotAllowed):
            marks.mark(actor=actor(other), hand_in=work, points={"idea": 4, "form": 1})
    ClassMember.objects.filter(profile=school.educator).update(left_at=clock.now())
    with pytest.raises(NotAllowed):
        marks.mark(actor=actor(school.educator), hand_in=work, points={"idea": 4, "form": 1})
    assert not AuditEntry.objects.filter(action="works.mark").exists()


@pytest.mark.parametrize("points", [{}, {"idea": 9, "form": 0}, {"idea": 4}])
def test_points_outside_the_rubric_are_refused(
    school: School, assignment: Assignment, points: dict[str, float]
) -> None:
    work = hand_in(school.learners[0], assignment)
    with pytest.raises(marks.BadPoints):
        marks.mark(actor=actor(school.educator), hand_in=work, points=points)


def test_policies_and_their_filters_agree(school: School, assignment: Assignment) -> None:
    works = [hand_in(learner, assignment) for learner in school.learners[:3]]
    for person in (school.educator, school.foreign, *school.learners):
        seen, marked = set(hand_ins_visible_to(actor(person))), set(markable_by(actor(person)))
        assert seen == {work for work in works if can_see_hand_in(actor(person), work)}
        assert marked == {work for work in works if can_mark(actor(person), work)}


def test_without_a_class_one_rates_oneself(learner: Profile, school: School, assignment: Assignment) -> None:
    work = hand_in(learner, assignment)
    row = marks.rate_own(actor=actor(learner), hand_in=work, points={"idea": 4, "form": 0})
    assert (row.source, row.share) == ("self", 0.8)
    taught = hand_in(school.learners[0], assignment)
    with pytest.raises(NotAllowed):
        marks.rate_own(actor=actor(school.learners[0]), hand_in=taught, points={"idea": 4, "form": 1})


def test_a_guests_work_comes_along(
    learner: Profile, assignment: Assignment, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    guest = Profile.objects.create()
    hand_in(learner, assignment, text="older")
    hand_in(guest, assignment, text="newer")
    with django_capture_on_commit_callbacks(execute=True):
        merge_guest(guest=guest, profile=learner)
    rows = HandIn.objects.filter(profile=learner).order_by("handed_in_at")
    assert [(row.text, row.state) for row in rows] == [("older", "replaced"), ("newer", "waiting")]


ALLOWED = ["image", "pdf", "document"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", PNG),
        ("a.pdf", PDF),
        ("notes.txt", "Über".encode("utf-16")),
        ("essay.odt", zipped("content.xml", b"<a/>")),
    ],
)
def test_whole_files_of_the_right_kind_are_taken(name: str, content: bytes) -> None:
    assert files.check(SimpleUploadedFile(name, content), ALLOWED) == files.Checked(name, content)


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.pdf", b"", "empty"),
        ("a.pdf", PNG, "type"),
        ("a.png", b"<html><script>", "type"),
        ("a.pdf", PDF[:-8], "cut"),
        ("a.png", PNG[:-6], "cut"),
        ("essay.odt", zipped("content.xml", b"x" * 900)[:60], "cut"),
        ("essay.docx", b"not a zip", "type"),
        ("essay.docx", zipped("a", b"\0" * 50_000_000), "bomb"),
        ("run.exe", b"MZ", "ending"),
        ("page.html", b"<html>", "ending"),
        ("notes.txt", b"a\0b", "type"),
        ("...", b"a", "name"),
    ],
)
def test_what_is_wrong_with_a_file_is_found(name: str, content: bytes, problem: str) -> None:
    with pytest.raises(files.BadFile) as refused:
        files.check(SimpleUploadedFile(name, content), ALLOWED)
    assert refused.value.problem == problem


def test_names_of_files_lead_nowhere() -> None:
    upload = SimpleUploadedFile("x.pdf", PDF)
    upload._name = "..\\..\\etc/passwd\u0000.pdf"  # type: ignore[attr-defined]
    assert files.check(upload, ["pdf"]).name == "passwd.pdf"


def test_a_file_is_a_download_for_those_who_may_see_the_work(school: School, assignment: Assignment) -> None:
    upload = files.check(SimpleUploadedFile("mine.pdf", PDF), ["pdf"])
    work = hand_in(school.learners[0], assignment, uploads=[upload])
    address = f"/en/works/files/{work.files.get().pk}/"
    answer = sign_in(school.educator).get(address)
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    own = sign_in(school.learners[0]).get(address)
    assert b"".join(own.streaming_content) == PDF  # type: ignore[attr-defined]
    for other in (school.foreign, school.learners[1]):
        assert sign_in(other).get(address).status_code == 404
    assert Client().get(address).status_code == 404


def test_the_educators_pages(school: School, assignment: Assignment) -> None:
    work = hand_in(school.learners[0], assignment, text="<script>alert(1)</script>")
    client = sign_in(school.educator)
    assert "A plan" in client.get("/en/works/").content.decode()
    assert "Zulfiya" in client.get(f"/en/works/{assignment.pk}/").content.decode()
    page = client.get(f"/en/works/{work.uuid}/").content.decode()
    assert "&lt;script&gt;" in page
    assert "The idea" in page
    incomplete = client.post(f"/en/works/{work.uuid}/", {"c-idea": "4", "comment": "Well thought"})
    assert incomplete.status_code == 422
    assert "Well thought" in incomplete.content.decode()
    done = client.post(f"/en/works/{work.uuid}/", {"c-idea": "4", "c-form": "1", "comment": "Well thought"})
    assert done["Location"] == "/en/works/"
    assert Mark.objects.get().share == 1
    copy = SimpleUploadedFile("marked.pdf", PDF)
    client.post(f"/en/works/{work.uuid}/", {"c-idea": "2", "c-form": "1", "comment": "", "copies": copy})
    assert work.files.get(is_marked_copy=True).name == "marked.pdf"
    assert "Earlier marks" in client.get(f"/en/works/{work.uuid}/").content.decode()
    for other in (school.foreign, school.learners[1], school.learners[0]):
        assert sign_in(other).get(f"/en/works/{work.uuid}/").status_code == 404
        assert sign_in(other).get(f"/en/works/{assignment.pk}/").status_code == 404


def test_what_waits_costs_the_same_for_many(
    school: School, assignment: Assignment, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(4):
        for learner in school.learners:
            hand_in(learner, make_assignment(f"plan{number}"))
    client = sign_in(school.educator)
    with django_assert_max_num_queries(8):
        client.get("/en/works/")
    with django_assert_max_num_queries(12):
        client.get(f"/en/works/{Assignment.objects.get(slug='plan1').pk}/")
    assert [row.waiting for row in selectors.to_mark(actor(school.educator))] == [5, 5, 5, 5]


def test_leaving_takes_the_works_along_and_leaves_none(school: School, assignment: Assignment) -> None:
    upload = files.check(SimpleUploadedFile("mine.pdf", PDF), ["pdf"])
    mine = hand_in(school.learners[0], assignment, uploads=[upload])
    other = hand_in(school.learners[1], assignment, uploads=[upload])
    marks.mark(actor=actor(school.educator), hand_in=mine, points={"idea": 4, "form": 1}, comment="Good")
    pieces = dict(personal_data.export(school.learners[0]))
    assert PDF in pieces.values()
    assert any("Good" in str(piece) for piece in pieces.values())
    personal_data.erase(school.learners[0])
    personal_data.erase(school.learners[0])
    assert list(HandIn.objects.all()) == [other]
    assert default_storage.exists(other.files.get().stored_as), "the same file is in another's work"
    personal_data.erase(school.learners[1])
    assert not default_storage.exists(f"works/{hashlib.sha256(PDF).hexdigest()}")
