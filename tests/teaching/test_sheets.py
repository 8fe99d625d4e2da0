"""Marks out as a table, and in again with a look before anything changes."""

import contextlib
import csv
import io
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given as for_all
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from lyceum.kit import clock
from lyceum.people.api import NotAllowed
from lyceum.people.models import ClassMember
from lyceum.teaching import sheets
from lyceum.teaching.marksheets import parsed, percent_text, wanted_of
from lyceum.teaching.models import Entry, GivenWork, MarkSheet
from lyceum.teaching.selectors.sheets import differences, fingerprint, table_of
from lyceum.teaching.services import entries, marksheets
from tests.conftest import make_member, sign_in
from tests.teaching.conftest import School, actor

HEAD = ("Learner", "Username", "Id")


@pytest.fixture
def work(school: School) -> GivenWork:
    return school.give(activity=school.activity("check"), due_at=clock.now() + timedelta(days=1))


def table(school: School, **marks: str) -> bytes:
    """The file as it was taken from here, with other marks for some."""
    rows = list(csv.reader(io.StringIO(sheets.to_csv(table_of(school.room, HEAD)).decode("utf-8-sig"))))
    for row in rows[2:]:
        row[3] = marks.get(row[1], row[3])
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def take_in(school: School, data: bytes) -> MarkSheet:
    return marksheets.take_in(actor=actor(school.educator), school_class=school.room, data=data)


def apply(school: School, sheet: MarkSheet) -> int:
    return marksheets.apply(actor=actor(school.educator), sheet=sheet, seen=fingerprint(differences(sheet)))


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("85", "85"), ("85,5", "85.5"), ("85.5 %", "85.5"), ("٨٥٫٥", "85.5"), ("８５", "85"), (" ex ", "EX"), ("m", "M"),
        ("", ""), ("0", "0"), ("100", "100"), ("100.1", None), ("-1", None), ("a", None), ("1e1", None), ("=1", None),
        ("²", None), ("1.2.3", None), ("nan", None), ("85\u00a0%", "85"),
    ],
)  # fmt: skip
def test_marks_as_people_type_them(text: str, means: str | None) -> None:
    assert parsed(text) == means


@for_all(st.floats(0, 1))
def test_what_is_written_is_read_again(share: float) -> None:
    assert parsed(percent_text(share)) == percent_text(share)


@for_all(st.text(max_size=40))
def test_no_text_breaks_reading_a_mark(text: str) -> None:
    parsed(text)


@for_all(st.binary(max_size=300))
def test_no_bytes_break_reading_a_table(data: bytes) -> None:
    with contextlib.suppress(sheets.BadSheet):
        wanted_of(sheets.read(data), {}, {})


@for_all(st.lists(st.lists(st.sampled_from(["a", "=1", "é", "بيت", "中", "x,y", 'q"'])), max_size=5))
def test_tables_survive_both_formats(rows: list[list[str]]) -> None:
    expected = [row for row in rows if any(row)]
    assert [
        cells[: len(row)] for (_, cells), row in zip(sheets.read(sheets.to_ods(rows, "t")), expected, strict=True)
    ] == expected
    assert [cells for _, cells in sheets.read(sheets.to_csv(rows))] == [
        [sheets.harmless(c) for c in r] for r in expected
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_and_semicolons(encoding: str) -> None:
    text = "Élève;Username;Id;Où en êtes-vous, très chère élève ?\n;;;w\nZoé;zoé;1;85,5\nRené;rené;2;7,25\n"
    assert sheets.read(text.encode(encoding))[2][1] == ["Zoé", "zoé", "1", "85,5"]


def test_a_percentage_cell_of_a_spreadsheet_is_per_cent() -> None:
    from decimal import Decimal

    from odfdo import Cell, Document, Row, Table

    document, page, row = Document("spreadsheet"), Table("t"), Row()
    row.append_cell(Cell(value=Decimal("0.855"), cell_type="percentage"))
    page.append_row(row)
    document.body.clear()
    document.body.append(page)
    data = io.BytesIO()
    document.save(data)
    assert parsed(sheets.read(data.getvalue())[0][1][0]) == "85.5"


def test_formulas_in_names_stay_text(school: School, work: GivenWork) -> None:
    learner = school.learners[0]
    learner.name = '=HYPERLINK("http://x")'
    learner.save()
    assert b"'=HYPERLINK" in sheets.to_csv(table_of(school.room, HEAD))


def test_the_same_file_changes_nothing(school: School, work: GivenWork) -> None:
    school.finish(school.learners[0], "check", 0.855)
    assert differences(take_in(school, table(school))) == []
    ods = sheets.to_ods(table_of(school.room, HEAD), "Marks")
    sheet = take_in(school, ods)
    assert (differences(sheet), sheet.problems) == ([], [])


def test_exactly_what_was_shown_is_applied(school: School, work: GivenWork) -> None:
    entries.write(actor=actor(school.educator), given=work, person=school.learners[2], kind="mark", share=0.4)
    sheet = take_in(school, table(school, zulfiya="85,5", maxence="EX", noelani=""))
    shown = {one.learner.name: (one.old, one.new) for one in differences(sheet)}
    assert shown == {"Zulfiya": ("", "85.5"), "Maxence": ("", "EX"), "Noelani": ("40", "")}
    assert Entry.objects.count() == 1, "nothing is written before somebody says so"
    assert apply(school, sheet) == 3
    newest = {one.profile_id: (one.kind, one.share) for one in Entry.objects.order_by("pk")}
    assert [newest[person.pk] for person in school.learners] == [("mark", 0.855), ("excused", None), ("cleared", None)]
    assert not MarkSheet.objects.exists()


def test_a_mark_changed_meanwhile_is_told(school: School, work: GivenWork) -> None:
    sheet = take_in(school, table(school, zulfiya="50"))
    client, page = sign_in(school.educator), f"/en/classes/{school.room.uuid}/gradebook/take-in/{sheet.uuid}/"
    seen = client.get(page).context["seen"]
    entries.write(actor=actor(school.second), given=work, person=school.learners[0], kind="mark", share=0.9)
    answer = client.post(page, {"seen": seen})
    assert answer.status_code == 409
    assert "Marks have changed meanwhile" in answer.content.decode()
    assert Entry.objects.count() == 1
    assert client.post(page, {"seen": answer.context["seen"]}).status_code == 302
    assert Entry.objects.latest("pk").share == pytest.approx(0.5)


def test_what_cannot_be_read_is_told_by_line(school: School, work: GivenWork) -> None:
    data = table(school, zulfiya="most", maxence="70") + b"Nobody,nobody,none,5\n"
    sheet = take_in(school, data)
    assert [(row[0], row[2]) for row in sheet.problems] == [
        (4 if "Zulfiya" < "Maxence" else 5, "bad_mark"),
        (6, "unknown_person"),
    ]
    page = (
        sign_in(school.educator).get(f"/en/classes/{school.room.uuid}/gradebook/take-in/{sheet.uuid}/").content.decode()
    )
    assert "Line 6" in page
    assert "most" in page
    assert apply(school, sheet) == 1


def test_thousands_of_errors_are_counted(school: School, work: GivenWork) -> None:
    sheet = take_in(school, table(school) + b"x,y,z,5\n" * 3000)
    assert len(sheet.problems) == marksheets.MOST_PROBLEMS
    page = (
        sign_in(school.educator).get(f"/en/classes/{school.room.uuid}/gradebook/take-in/{sheet.uuid}/").content.decode()
    )
    assert "and 1,800 more" in page


def test_only_who_teaches_takes_in_and_only_their_own(school: School, work: GivenWork) -> None:
    sheet = take_in(school, table(school, zulfiya="50"))
    for other in (school.second, school.foreign, school.learners[0]):
        with pytest.raises(NotAllowed):
            marksheets.apply(actor=actor(other), sheet=sheet, seen=fingerprint(differences(sheet)))
    with pytest.raises(NotAllowed):
        marksheets.take_in(actor=actor(school.foreign), school_class=school.room, data=b"")
    ClassMember.objects.filter(profile=school.educator).update(left_at=clock.now())
    with pytest.raises(NotAllowed):
        apply(school, sheet)


def send(client: Client, school: School, data: bytes) -> object:
    return client.post(
        f"/en/classes/{school.room.uuid}/gradebook/take-in/", {"file": SimpleUploadedFile("m.csv", data)}
    )


def test_pages_out_and_in(school: School, work: GivenWork) -> None:
    client = sign_in(school.educator)
    for kind in ("csv", "ods"):
        answer = client.get(f"/en/classes/{school.room.uuid}/gradebook/marks.{kind}")
        assert f'marks.{kind}"' in answer["Content-Disposition"] or f'blue.{kind}"' in answer["Content-Disposition"]
        assert sheets.read(answer.content)[1][1][3] == str(work.uuid)
    assert client.get(f"/en/classes/{school.room.uuid}/gradebook/marks.exe").status_code == 404
    assert send(client, school, b"PK not a zip").status_code == 422  # type: ignore[attr-defined]
    assert send(client, school, b"x" * (sheets.MOST_BYTES + 1)).status_code == 422  # type: ignore[attr-defined]
    answer = send(client, school, table(school, zulfiya="85"))
    page = client.get(answer["Location"])  # type: ignore[index]
    assert "1 mark would change" in page.content.decode()
    assert client.get(f"/en/classes/{school.room.uuid}/gradebook/take-in/{uuid.uuid4()}/").status_code == 404


def test_old_tables_are_forgotten(school: School, work: GivenWork) -> None:
    take_in(school, table(school))
    MarkSheet.objects.update(sent_at=clock.now() - timedelta(days=2))
    assert marksheets.forget_old_sheets() == 1


def test_a_table_costs_the_same_for_many(
    school: School, work: GivenWork, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        ClassMember.objects.create(school_class=school.room, profile=make_member(f"l{number}"))
    data = table(school, **{f"l{number}": "50" for number in range(30)})
    with django_assert_max_num_queries(14):
        sheet = take_in(school, data)
    with django_assert_max_num_queries(9):
        assert len(differences(sheet)) == 30
