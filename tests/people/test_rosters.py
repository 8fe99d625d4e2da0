"""Rosters: reading whatever comes, the diff, taking it over whole or not at all, and out again."""

import csv
import io
import uuid
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from lyceum.people.models import (
    ClassMember,
    Institution,
    Membership,
    Profile,
    Role,
    RosterImport,
    RosterLink,
    SchoolClass,
)
from lyceum.people.policies import NotAllowed
from lyceum.people.rosters import tables
from lyceum.people.rosters.export import csv_lines, harmless
from lyceum.people.rosters.problems import MOST_KEPT, WORDS, Problems
from lyceum.people.rosters.read import read
from lyceum.people.services import rosters as services
from lyceum.people.tasks import apply_roster, read_roster
from tests.conftest import make_member, sign_in
from tests.people.institutions import actor_of, make_class, make_institution, make_worker, put_in

USERS = "sourcedId,status,enabledUser,username,givenName,familyName\nu1,active,true,,Ana,Ríos\nu2,active,true,,Жан,\n"
CLASSES = "sourcedId,status,title,schoolSourcedId\nc1,active,5b,s1\n"
ENROLMENTS = "sourcedId,classSourcedId,userSourcedId,role\ne1,c1,u1,student\ne2,c1,u2,student\n"
BUNDLE = {"users.csv": USERS, "classes.csv": CLASSES, "enrollments.csv": ENROLMENTS, "orgs.csv": "sourcedId\ns1\n"}


def zipped(files: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(f"roster/{name}", text)
    return buffer.getvalue()


def codes(files: dict[str, bytes]) -> list[tuple[str, int]]:
    return [(one.code, one.line) for one in read(files).problems.kept]


@pytest.fixture
def school(db: None) -> Institution:
    return make_institution()


@pytest.fixture
def admin(school: Institution) -> Profile:
    return make_worker(school, Role.ADMIN, "head")


def send(admin: Profile, school: Institution, files: dict[str, bytes]) -> RosterImport:
    return services.send_roster(
        actor=actor_of(admin), institution=school, files=files, consented=True, once=uuid.uuid4()
    )


def take_over(admin: Profile, school: Institution, files: dict[str, bytes]) -> RosterImport:
    row = send(admin, school, files)
    return services.confirm_roster(actor=actor_of(admin), institution=school, roster_uuid=row.uuid, mark=row.plan_mark)


def changes(row: RosterImport) -> list[tuple[str, str]]:
    return [(one["what"], one["name"]) for one in row.plan["changes"]]


# Reading


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "gb18030"])
def test_letters_are_read_in_any_encoding(encoding: str) -> None:
    names = (
        ["Дмитрий Соловьёв", "Екатерина Белова", "Николай Жуков"]
        if encoding != "gb18030"
        else ["王小明", "李秀英", "张伟"]
    )
    text = "class,name\r\n" + "".join(f"5b,{name}\r\n" for name in names)
    roster = read({"a.csv": text.encode(encoding)})
    assert [one.name for one in roster.people.values()] == names
    assert roster.problems.errors == 0


def test_an_encoding_that_was_guessed_is_told() -> None:
    rows = "".join(f"5b,{name}\r\n" for name in ("François Lefèvre", "Zoë Müller", "Hélène Garçon", "José Núñez"))
    roster = read({"a.csv": f"class,name\r\n{rows}".encode("cp1252")})
    assert "François Lefèvre" in [one.name for one in roster.people.values()]
    assert [one.code for one in roster.problems.kept] == ["guessed"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [("no_table", 0)]),
        ("class\n5b\n", [("no_column", 1)]),
        ("class,name\n5b,\n,Ana\n", [("no_value", 2), ("no_value", 3)]),
        ("class,name\n5b,Ana\n\n5b,ana\n", [("twice", 4)]),
        (f"class,name\n5b,{'x' * 61}\n", [("too_long", 2)]),
        ('class,name\n5b,"Ana\n', [("broken_csv", 2)]),
    ],
)
def test_what_is_wrong_is_told_by_line(text: str, found: list[tuple[str, int]]) -> None:
    assert codes({"a.csv": text.encode()}) == found


def test_what_is_wrong_in_oneroster_is_told_by_line() -> None:
    bundle = {
        "users.csv": USERS + "u1,active,true,,Again,\n,active,true,,Nobody,\n",
        "classes.csv": CLASSES,
        "enrollments.csv": ENROLMENTS + "e3,c9,u1,student\ne4,c1,u9,student\ne5,c1,u1,proctor\n",
    }
    found = codes({name: text.encode() for name, text in bundle.items()})
    assert found == [("twice", 4), ("no_value", 5), ("unknown_class", 4), ("unknown_person", 5), ("role_left_out", 6)]


def test_every_problem_has_words() -> None:
    assert all(str(text) % {"value": "x"} for text in WORDS.values())


def test_of_thousands_all_are_counted_and_some_kept() -> None:
    text = "class,name\n" + "5b,\n" * (MOST_KEPT + 10)
    problems = read({"a.csv": text.encode()}).problems
    assert (problems.errors, len(problems.kept)) == (MOST_KEPT + 10, MOST_KEPT)


def test_archives_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_BYTES", 100_000)
    bomb = zipped({"users.csv": "0" * 5_000_000})
    assert len(bomb) < 100_000
    assert codes({"a.zip": bomb}) == [("zip_bomb", 0)]
    assert codes({"a.csv": b"class,name\n" + b"x" * 100_001}) == [("too_big", 0)]
    assert codes({"a.zip": b"PK\x03\x04 no archive"}) == [("bad_zip", 0)]
    assert codes({"a.zip": zipped({f"{n}.csv": "x" for n in range(41)})}) == [("zip_bomb", 0)]


@given(
    st.dictionaries(st.sampled_from(["users.csv", "classes.csv", "enrollments.csv", "a.zip"]), st.binary(max_size=400))
)
@settings(max_examples=60, deadline=None)
def test_nothing_that_comes_breaks_the_reader(files: dict[str, bytes]) -> None:
    roster = read(files)
    assert all(pair[0] in roster.classes and pair[1] in roster.people for pair in roster.enrolments)
    assert all(one.text for one in roster.problems.kept)


NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1, max_size=20).filter(str.strip)


@given(st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=20))
@settings(max_examples=60, deadline=None)
def test_what_is_written_as_csv_is_read_again(rows: list[tuple[str, str]]) -> None:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([("class", "name"), *rows])
    roster = read({"a.csv": buffer.getvalue().encode()})
    twice = sum(one.code == "twice" for one in roster.problems.kept)
    assert len(roster.enrolments) + twice == len(rows)
    assert roster.problems.errors == twice


@given(st.text(max_size=30))
def test_no_cell_is_a_formula(text: str) -> None:
    assert not harmless(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    (line,) = csv_lines([[text]])
    assert line.startswith("\ufeff")


def test_a_table_without_an_end_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 3)
    problems = Problems()
    assert len(list(tables.rows_of("class,name\n" + "a,b\n" * 9, "a.csv", problems))) == 3
    assert problems.kept[0].code == "too_many_rows"


# The diff, and taking it over


def test_nothing_changes_before_somebody_agrees(admin: Profile, school: Institution) -> None:
    row = send(admin, school, {"r.zip": zipped(BUNDLE)})
    assert row.state == "ready"
    assert changes(row) == [
        ("new_class", "5b"),
        ("new_person", "Ana Ríos"),
        ("new_person", "Жан"),
        ("joins", "Ana Ríos"),
        ("joins", "Жан"),
    ]
    assert not SchoolClass.objects.exists()
    assert not Profile.objects.filter(managed_by=school).exists()


def test_what_was_agreed_to_is_taken_over_and_the_file_is_gone(
    admin: Profile, school: Institution, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        row = send(admin, school, {"r.zip": zipped(BUNDLE)})
        name = row.file
        assert default_storage.exists(name)
        services.confirm_roster(actor=actor_of(admin), institution=school, roster_uuid=row.uuid, mark=row.plan_mark)
    row.refresh_from_db()
    assert (row.state, row.plan["counts"]["new_person"]) == ("applied", 2)
    assert "Ana" not in str(row.plan)
    assert not default_storage.exists(name)
    ana = Profile.objects.get(name="Ana Ríos")
    assert ana.account is not None
    assert not ana.account.has_usable_password()
    assert (ana.managed_by, ana.is_closed, ana.folded_name) == (school, False, "ana rios")
    assert Membership.objects.get(profile=ana).role == "learner"
    assert ClassMember.objects.filter(school_class__name="5b", part="learner").count() == 2
    assert RosterLink.objects.count() == 3


def test_the_same_roster_again_changes_nothing(admin: Profile, school: Institution) -> None:
    take_over(admin, school, {"r.zip": zipped(BUNDLE)})
    assert changes(send(admin, school, {"r.zip": zipped(BUNDLE)})) == []


def test_who_is_renamed_left_or_deleted_is_told(admin: Profile, school: Institution) -> None:
    take_over(admin, school, {"r.zip": zipped(BUNDLE)})
    later = BUNDLE | {
        "users.csv": USERS.replace("Ríos", "Ríos Vega"),
        "classes.csv": CLASSES.replace("5b", "6b"),
        "enrollments.csv": "sourcedId,classSourcedId,userSourcedId,role\ne1,c1,u1,student\n",
    }
    row = take_over(admin, school, {"r.zip": zipped(later)})
    assert row.plan["counts"] == {"renamed_class": 1, "renamed_person": 1, "leaves": 1}
    assert SchoolClass.objects.get().name == "6b"
    assert ClassMember.objects.get(left_at=None).profile.name == "Ana Ríos Vega"
    closing = later | {"classes.csv": CLASSES.replace("active", "tobedeleted")}
    take_over(admin, school, {"r.zip": zipped(closing)})
    assert SchoolClass.objects.get().closed_at is not None


def test_a_roster_of_changes_lets_go_only_who_it_names(admin: Profile, school: Institution) -> None:
    take_over(admin, school, {"r.zip": zipped(BUNDLE)})
    delta = {
        "manifest.csv": "propertyName,value\nfile.enrollments,delta\n",
        "enrollments.csv": "sourcedId,status,classSourcedId,userSourcedId,role\ne1,tobedeleted,c1,u1,student\n",
    }
    assert changes(send(admin, school, {"r.zip": zipped(delta)})) == [("leaves", "Ana Ríos")]


def test_a_plain_table_knows_classes_and_learners_by_name(admin: Profile, school: Institution) -> None:
    take_over(admin, school, {"a.csv": "Класс;Имя\n5b;Ana\n5b;Boris\n".encode()})
    row = send(admin, school, {"a.csv": b"class,name\n5B,ana\n6a,Chen\n"})
    assert changes(row) == [("new_class", "6a"), ("new_person", "Chen"), ("joins", "Chen"), ("leaves", "Boris")]


def test_with_something_wrong_nothing_can_be_taken_over(admin: Profile, school: Institution) -> None:
    row = send(admin, school, {"a.csv": b"class,name\n5b,Ana\n5b,\n"})
    assert row.state == "unreadable"
    with pytest.raises(services.Changed):
        services.confirm_roster(actor=actor_of(admin), institution=school, roster_uuid=row.uuid, mark=row.plan_mark)
    assert not SchoolClass.objects.exists()


def test_what_changed_meanwhile_is_shown_anew(admin: Profile, school: Institution) -> None:
    row = send(admin, school, {"a.csv": b"class,name\n5b,Ana\n"})
    put_in(make_class(school), make_member("boris"))
    client, page = sign_in(admin), f"/en/institutions/{school.slug}/rosters/{row.uuid}/"
    text = client.post(page, {"mark": row.plan_mark}, follow=True).content.decode()
    assert "Something was changed here since you looked" in text
    assert "Who leaves a class" in text
    assert not Profile.objects.filter(name="Ana").exists()
    row.refresh_from_db()
    client.post(page, {"mark": row.plan_mark})
    assert Profile.objects.filter(name="Ana").exists()


def test_people_from_elsewhere_are_not_pulled_in(admin: Profile, school: Institution, stranger: Profile) -> None:
    row = send(admin, school, {"a.csv": b"class,name,username\n5b,Boris,Boris\n5b,Eve,no spaces\n"})
    assert [one["code"] for one in row.problems] == ["username_taken", "bad_username"]
    Membership.objects.create(institution=school, profile=stranger, role="learner")
    row = send(admin, school, {"a.csv": b"class,name,username\n5b,Boris,boris\n"})
    assert ("joins", "Boris") in changes(row)
    assert not any(what == "new_person" for what, _ in changes(row))


def test_an_educator_must_be_one_already(admin: Profile, school: Institution) -> None:
    teaches = BUNDLE | {
        "users.csv": USERS + "t1,active,true,teacher,Tea,Cher\n",
        "enrollments.csv": ENROLMENTS + "e9,c1,t1,teacher\n",
    }
    row = send(admin, school, {"r.zip": zipped(teaches)})
    assert (row.state, row.problems[0]["code"]) == ("ready", "no_educator")
    make_worker(school, Role.EDUCATOR, "teacher")
    assert ("teaches", "Tea Cher") in changes(send(admin, school, {"r.zip": zipped(teaches)}))


def test_a_large_roster_is_work_for_a_worker(admin: Profile, school: Institution) -> None:
    text = "class,name\n" + "".join(f"class {n % 40},Learner {n}\n" for n in range(3000))
    row = send(admin, school, {"a.csv": text.encode()})
    assert (row.state, row.plan) == ("reading", {})
    page = f"/en/institutions/{school.slug}/rosters/{row.uuid}/"
    client = sign_in(admin)
    assert client.get(page)["Refresh"] == "3"
    read_roster.call(row.pk)
    row.refresh_from_db()
    assert (row.state, row.done) == ("ready", 3000)
    assert "The rest is in the CSV." in client.get(page).content.decode()
    client.post(page, {"mark": row.plan_mark})
    row.refresh_from_db()
    assert row.state == "applying"
    apply_roster.call(row.pk)
    apply_roster.call(row.pk)
    row.refresh_from_db()
    assert (row.state, ClassMember.objects.count()) == ("applied", 3000)


def test_a_failure_half_way_imports_nothing(
    admin: Profile, school: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the power went out")

    row = send(admin, school, {"a.csv": b"class,name\n5b,Ana\n"})
    with monkeypatch.context() as patch:
        patch.setattr(services.Applying, "_places", fail)
        with pytest.raises(RuntimeError):
            services.confirm_roster(actor=actor_of(admin), institution=school, roster_uuid=row.uuid, mark=row.plan_mark)
    assert not SchoolClass.objects.exists()
    apply_roster.call(row.pk)
    assert SchoolClass.objects.count() == 1


def test_the_page_takes_files_and_gives_all_lines(admin: Profile, school: Institution) -> None:
    client, page = sign_in(admin), f"/en/institutions/{school.slug}/rosters/"
    files = [SimpleUploadedFile(name, text.encode()) for name, text in BUNDLE.items()]
    answer = client.post(page, {"roster": files, "once": str(uuid.uuid4())})
    row = RosterImport.objects.get()
    assert answer["Location"] == f"{page}{row.uuid}/"
    lines = client.get(f"{page}{row.uuid}.csv").content.decode("utf-8-sig").splitlines()
    assert "New learner,,,,Ana Ríos," in lines
    assert "Choose" in client.post(page, {}).content.decode() or client.post(page, {}).status_code == 200
    client.post(f"{page}{row.uuid}/", {"do": "drop"})
    assert not RosterImport.objects.exists()


def test_others_send_nothing(school: Institution, learner: Profile, learner_client: Client) -> None:
    with pytest.raises(NotAllowed):
        send(learner, school, {"a.csv": b"class,name\n5b,Ana\n"})
    assert learner_client.get(f"/en/institutions/{school.slug}/rosters/").status_code == 404
    educator = sign_in(make_worker(school, Role.EDUCATOR))
    assert educator.get(f"/en/institutions/{school.slug}/rosters/").status_code == 403
    assert educator.get(f"/en/institutions/{school.slug}/members.zip").status_code == 403


def test_what_goes_out_is_a_roster_that_changes_nothing_elsewhere(admin: Profile, school: Institution) -> None:
    take_over(admin, school, {"r.zip": zipped(BUNDLE | {"users.csv": USERS.replace("Жан", "=Жан")})})
    data = sign_in(admin).get(f"/en/institutions/{school.slug}/members.zip").content
    roster = read({"r.zip": data})
    assert roster.problems.errors == 0
    assert sorted(one.name for one in roster.people.values()) == ["'=Жан", "Ana Ríos"]
    assert len(roster.enrolments) == 2


def test_old_rosters_are_forgotten(admin: Profile, school: Institution) -> None:
    row = send(admin, school, {"a.csv": b"class,name\n5b,Ana\n"})
    RosterImport.objects.filter(pk=row.pk).update(created_at="2020-01-01T00:00:00Z")
    services.forget_old_rosters()
    services.forget_old_rosters()
    assert not RosterImport.objects.exists()
