"""Importing is all or nothing, exporting gives back what was imported, and progress outlives every version."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from lyceum.coding.models import Problem
from lyceum.courses import api
from lyceum.courses.models import Activity, ActivityText, Course, CourseText, CourseVersion, Progress, Unit, UnitText
from lyceum.courses.packs.sources import read_source
from lyceum.courses.services import learning, storing
from lyceum.kit.models import AuditEntry
from lyceum.people.api import SYSTEM, Actor, NotAllowed, Profile
from tests.courses.conftest import Parallel
from tests.courses.factories import (
    MORE,
    PROBLEM,
    QUIZ,
    READING,
    changed,
    import_files,
    pack_files,
    replaced,
    with_problem,
    write_folder,
    write_zip,
)  # fmt: skip


def test_an_imported_pack_is_a_course(course: Course) -> None:
    assert (course.slug, course.version, course.subject, course.age_from, course.hours) == (
        "tiny",
        "1.0.0",
        "math",
        9,
        1.5,
    )
    assert list(course.activities.order_by("position").values_list("key", "kind", "is_optional")) == [
        ("hello", "reading", False), ("check", "quiz", False), ("extra", "reading", True), ("end", "reading", False),
    ]  # fmt: skip
    entry = AuditEntry.objects.get(action="courses.import_pack")
    assert entry.details == {"version": "1.0.0", "pack": course.pack_hash}


def test_importing_the_same_pack_again_changes_nothing(course: Course, tmp_path: Path) -> None:
    again = api.import_pack(actor=SYSTEM, source=write_zip(tmp_path / "a.zip", pack_files(), top="tiny/"))
    assert (again.changed, again.course.pk) == (False, course.pk)
    assert AuditEntry.objects.filter(action="courses.import_pack").count() == 1


def test_a_newer_renderer_renders_the_same_pack_again(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ActivityText.objects.update(body_html="old")
    monkeypatch.setattr(storing, "RENDERER", 99)
    monkeypatch.setattr("lyceum.courses.services.packs.RENDERER", 99)
    import_files(tmp_path)
    assert not ActivityText.objects.filter(body_html="old").exists()
    assert course.versions.count() == 1


@pytest.mark.parametrize("name", ["out", "out.zip"])
def test_export_gives_back_the_same_files(course: Course, tmp_path: Path, name: str) -> None:
    target = api.export_pack(slug="tiny", target=tmp_path / "new" / name)
    assert read_source(target) == pack_files()
    assert [item.name for item in target.parent.iterdir()] == [name]


def test_export_does_not_write_over_anything(course: Course, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("keep")
    with pytest.raises(api.TargetExists):
        api.export_pack(slug="tiny", target=tmp_path / "out")
    assert [item.name for item in (tmp_path / "out").iterdir()] == ["mine.txt"]


TEXTS = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=80)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
@given(body=TEXTS, notes=st.binary(max_size=100))
@pytest.mark.django_db
def test_import_then_export_is_the_identity(body: str, notes: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("pack")
    files = changed(pack_files(), "README.md", notes)
    files = changed(files, MORE + "en.md", f"---\ntitle: x\n---\n```text\n{body}\n```\n")
    try:
        import_files(folder, files)
    except api.PackRejected:
        return
    assert read_source(api.export_pack(slug="tiny", target=folder / "out.zip")) == dict(sorted(files.items()))


def counts() -> list[int]:
    return [
        model.objects.count() for model in (Course, CourseText, Unit, UnitText, Activity, ActivityText, CourseVersion)
    ]


def test_nothing_of_a_broken_pack_is_imported(course: Course, tmp_path: Path) -> None:
    before, hash_before = counts(), course.pack_hash
    broken = replaced(pack_files(), READING + "en.md", "Some words", "<b>Some</b> words")
    with pytest.raises(api.PackRejected):
        import_files(tmp_path, broken)
    course.refresh_from_db()
    assert (counts(), course.pack_hash) == (before, hash_before)


def test_nothing_is_half_imported_when_the_database_fails(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise OSError("the disk is full")

    before, texts_before = counts(), set(ActivityText.objects.values_list("title"))
    monkeypatch.setattr("lyceum.courses.services.storing.remove_others", fail)
    with pytest.raises(OSError, match="full"):
        import_files(tmp_path, replaced(pack_files(), READING + "en.md", "Hello, reader", "Good day"))
    course.refresh_from_db()
    assert (counts(), set(ActivityText.objects.values_list("title"))) == (before, texts_before)
    assert course.versions.count() == 1


def test_a_file_that_was_cut_off_while_it_was_stored_is_stored_anew(tmp_path: Path, db: None) -> None:
    course = import_files(tmp_path)
    name = course.versions.get().file_name
    with default_storage.open(name) as file:
        whole = file.read()
    default_storage.delete(name)
    with default_storage.open(name, "wb") as file:
        file.write(whole[:10])
    Course.objects.all().delete()
    import_files(tmp_path)
    assert read_source(api.export_pack(slug="tiny", target=tmp_path / "out")) == pack_files()


def test_only_operators_and_the_system_import(tmp_path: Path, learner: Profile, operator: Profile) -> None:
    source = write_folder(tmp_path / "pack", pack_files())
    for actor in (Actor(learner.account, learner), Actor(None, Profile.objects.create())):
        with pytest.raises(NotAllowed):
            api.import_pack(actor=actor, source=source)
    assert Course.objects.count() == 0
    assert api.import_pack(actor=Actor(operator.account, operator), source=source).changed


def test_a_new_version_keeps_everyones_progress(course: Course, tmp_path: Path, learner: Profile) -> None:
    actor = Actor(learner.account, learner)
    hello, check = course.activities.get(key="hello"), course.activities.get(key="check")
    learning.finish(actor=actor, activity=hello)
    learning.finish(actor=actor, activity=check, score=0.8)
    files = replaced(pack_files(), "pack.yaml", "1.0.0", "1.1.0")
    # The quiz moves to the second unit, the reading is renamed, one reading goes, one comes.
    files = {path.replace(QUIZ, "units/02-more/check/"): content for path, content in files.items()}
    files = changed(files, "units/01-start/unit.yaml", "activities: [hello]\n")
    files = changed(files, "units/02-more/unit.yaml", "activities: [new, check, end]\n")
    files = {path: content for path, content in files.items() if not path.startswith(MORE)}
    files |= {
        "units/02-more/new/activity.yaml": b"kind: reading\nminutes: 1\n",
        "units/02-more/new/en.md": b"---\ntitle: New\n---\nx\n",
    }
    files = replaced(files, READING + "en.md", "title: Hello, reader", "title: Good day")
    updated = import_files(tmp_path, files)
    assert updated.pk == course.pk
    assert course.activities.get(key="hello").pk == hello.pk
    standing = api.standing_of(actor, api.outline_of(updated, "en"))
    assert [step.key for step in standing.outline.steps] == ["hello", "new", "check", "end"]
    assert standing.outline.steps[0].title == "Good day"
    assert (standing.done, standing.scores[check.pk]) == (2, 0.8)
    assert course.activities.get(key="extra").retired_at is not None
    assert course.activities.get(key="check").unit.key == "more"
    assert [version.version for version in course.versions.order_by("pk")] == ["1.0.0", "1.1.0"]


def test_what_was_retired_comes_back_with_its_progress(course: Course, tmp_path: Path, learner: Profile) -> None:
    actor, extra = Actor(learner.account, learner), course.activities.get(key="extra")
    learning.finish(actor=actor, activity=extra)
    without = {path: content for path, content in pack_files().items() if not path.startswith(MORE)}
    import_files(tmp_path, changed(without, "units/02-more/unit.yaml", "activities: [end]\n"))
    extra.refresh_from_db()
    assert extra.retired_at is not None
    import_files(tmp_path)
    extra.refresh_from_db()
    assert extra.retired_at is None
    assert Progress.objects.get(activity=extra).state == Progress.State.DONE


def test_a_translation_that_goes_is_gone(course: Course, tmp_path: Path) -> None:
    import_files(tmp_path, changed(changed(pack_files(), READING + "fr.md", None), "course.fr.yaml", None))
    assert set(ActivityText.objects.filter(activity__key="hello").values_list("language", flat=True)) == {"en"}
    assert set(course.texts.values_list("language", flat=True)) == {"en"}


def test_problems_go_to_coding_and_retire_with_their_activity(db: None, tmp_path: Path) -> None:
    course = import_files(tmp_path, with_problem())
    problem = Problem.objects.get(slug="tiny.sum")
    assert course.activities.get(key="sum").problem == problem
    assert (problem.languages, problem.skills, problem.is_listed) == (["python"], ["tiny.count"], True)
    assert problem.texts.get(language="en").hints == ["<p>One.</p>\n", "<p>Two.</p>\n", "<p>Three.</p>\n"]
    import_files(tmp_path)
    problem.refresh_from_db()
    assert not problem.is_listed


def test_the_number_of_statements_does_not_grow_with_the_course(
    db: None, tmp_path: Path, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    files = pack_files()
    keys = [f"r{number}" for number in range(40)]
    for key in keys:
        files |= {f"units/02-more/{key}/activity.yaml": b"kind: reading\nminutes: 1\n"}
        files |= {
            f"units/02-more/{key}/{code}.md": f"---\ntitle: {key}\n---\nx\n".encode() for code in ("en", "fr", "ar")
        }
    files = changed(files, "units/02-more/unit.yaml", f"activities: [extra, end, {', '.join(keys)}]\n")
    with django_assert_max_num_queries(45):
        import_files(tmp_path, files)


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_leave_one_course(in_parallel: Parallel, tmp_path: Path) -> None:
    source = write_folder(tmp_path / "pack", pack_files())
    found = in_parallel(lambda: api.import_pack(actor=SYSTEM, source=source).course.slug, 4)
    assert found == ["tiny"] * 4
    assert in_parallel(counts, 1) == [[1, 2, 2, 3, 4, 5, 1]]


def test_the_command_imports_checks_and_says_what_is_wrong(db: None, tmp_path: Path) -> None:
    good = write_folder(tmp_path / "good", pack_files())
    bad = write_zip(tmp_path / "bad.zip", replaced(pack_files(), "pack.yaml", "hours: 1.5", "hours: long"))
    out, err = StringIO(), StringIO()
    call_command("import_pack", str(good), "--check", stdout=out)
    assert Course.objects.count() == 0
    call_command("import_pack", str(good), stdout=out)
    call_command("import_pack", str(good), stdout=out)
    assert "Imported tiny, version 1.0.0." in out.getvalue()
    assert "was there already" in out.getvalue()
    with pytest.raises(CommandError, match="Nothing was imported"):
        call_command("import_pack", str(bad), stderr=err)
    assert err.getvalue() == "pack.yaml:11: “hours” must be a number.\n"


def test_the_command_exports(course: Course, tmp_path: Path) -> None:
    out = StringIO()
    call_command("export_pack", "tiny", str(tmp_path / "out"), stdout=out)
    assert read_source(tmp_path / "out") == pack_files()
    with pytest.raises(CommandError, match="no course"):
        call_command("export_pack", "nothing", str(tmp_path / "x"))
    with pytest.raises(CommandError, match="there already"):
        call_command("export_pack", "tiny", str(tmp_path / "out"))


@pytest.mark.judge
def test_programs_that_do_not_get_their_verdict_keep_a_pack_out(db: None, tmp_path: Path) -> None:
    good = write_folder(tmp_path / "good", with_problem())
    wrong = changed(with_problem(), PROBLEM + "submissions/accepted/a.py", "print(8)\n")
    with pytest.raises(CommandError, match="the judge does not agree"):
        call_command("import_pack", str(write_folder(tmp_path / "bad", wrong)), "--verify")
    assert Course.objects.count() == 0
    call_command("import_pack", str(good), "--verify")
    assert Course.objects.count() == 1
