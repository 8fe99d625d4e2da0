"""What the browser makes and what git makes are the same pack."""

import io
import zipfile
from pathlib import Path

import pytest
from django.test import Client

from lyceum.authoring.models import WorkingCopy
from lyceum.authoring.services import copies, publishing
from lyceum.authoring.services.files import tree_of
from lyceum.courses.api import Belonging, Course, import_files, import_pack, pack_hash, read_source
from lyceum.people.api import SYSTEM, Institution, NotAllowed, Profile
from tests.authoring.conftest import actor_for, join, make_school
from tests.authoring.forms import post_form
from tests.conftest import make_member, sign_in
from tests.courses.factories import changed, pack_files, with_problem, write_zip

STARTER = Path(__file__).resolve().parents[2] / "content" / "courses" / "first-steps-in-python"


def exported(client: Client, copy: WorkingCopy) -> dict[str, bytes]:
    answer = client.get(f"/authoring/{copy.uuid}/pack.zip")
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_starter_course_goes_through_a_working_copy_unchanged(operator: Profile) -> None:
    actor = actor_for(operator)
    course = import_pack(actor=SYSTEM, source=STARTER).course
    copy = copies.take_up(actor=actor, course=course)
    files = read_source(STARTER)
    client = sign_in(operator)
    assert exported(client, copy) == files
    assert publishing.publish(actor=actor, copy=copy, version="1.0.0").pack_hash == course.pack_hash == pack_hash(files)
    # Every editor opens, and saving what it shows changes nothing at all.
    for unit in tree_of(copy).units[:2]:
        for node in unit.activities:
            url = f"/en/authoring/{copy.uuid}/steps/{node.key}/"
            assert post_form(client, url, do="save").status_code == 302, node.key
            assert exported(client, copy) == files, node.key
    url = f"/en/authoring/{copy.uuid}/steps/first-program/"
    post_form(client, url, do="save", title="What a program does")
    after = exported(client, copy)
    assert [path for path in after if after[path] != files.get(path)] == ["units/01-hello/first-program/en.md"]
    old, new = (text["units/01-hello/first-program/en.md"].decode().splitlines() for text in (files, after))
    assert [line for line in new if line not in old] == ["title: What a program does"]


def test_every_kind_is_saved_as_it_was(author_client: Client, tiny: WorkingCopy) -> None:
    before = exported(author_client, tiny)
    for key in ("hello", "check", "sum", "extra"):
        answer = post_form(author_client, f"/en/authoring/{tiny.uuid}/steps/{key}/", do="save")
        assert answer.status_code == 302, answer.content.decode()[-3000:]
        assert exported(author_client, tiny) == before, key
    post_form(author_client, f"/en/authoring/{tiny.uuid}/facts/", "facts")
    assert exported(author_client, tiny) == before


def test_a_zip_with_errors_is_refused_with_all_of_them(
    author_client: Client, author: Profile, school: Institution, tmp_path: Path
) -> None:
    files = changed(pack_files(), "units/01-start/hello/en.md", "no head")
    source = write_zip(tmp_path / "bad.zip", files)
    form = {"do": "zip", "zip-institution": school.pk, "zip-once": ""}
    with source.open("rb") as file:
        answer = author_client.post("/en/authoring/new/", {**form, "zip-file": file})
    assert answer.status_code == 422
    assert "units/01-start/hello/en.md:1" in answer.content.decode()
    assert not WorkingCopy.objects.exists()


def test_nothing_but_a_zip_is_imported(author_client: Client, school: Institution, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"not a zip at all")
    with (tmp_path / "x.zip").open("rb") as file:
        form = {"do": "zip", "zip-institution": school.pk, "zip-file": file}
        assert author_client.post("/en/authoring/new/", form).status_code == 422


def test_a_copy_keeps_who_wrote_it(author_client: Client, published: Course, school: Institution) -> None:
    form = {"do": "copy", "copy-course": "tiny", "copy-slug": "our-tiny", "copy-institution": school.pk}
    assert author_client.post("/en/authoring/new/", form).status_code == 302
    tree = tree_of(WorkingCopy.objects.get(slug="our-tiny"))
    assert tree.manifest["authors"] == ["A. Teacher", "Lake-School"]
    assert tree.manifest["version"] == "0.1.0"


def test_a_name_is_taken_once(author_client: Client, published: Course, school: Institution) -> None:
    form = {"do": "copy", "copy-course": "tiny", "copy-slug": "tiny", "copy-institution": school.pk}
    answer = author_client.post("/en/authoring/new/", form)
    assert answer.status_code == 422
    assert "Choose another name" in answer.content.decode()


def test_another_schools_course_is_never_overwritten(published: Course, tmp_path: Path) -> None:
    other = make_school("hill-school")
    stranger = join(other, "zora", "admin")
    with pytest.raises(NotAllowed):
        copies.take_up(actor=actor_for(stranger), course=published)
    source = write_zip(tmp_path / "t.zip", pack_files())
    with pytest.raises(copies.SlugTaken):
        copies.import_zip(actor=actor_for(stranger), source=source, institution=other)


def test_learners_and_other_schools_see_nothing(tiny: WorkingCopy, school: Institution) -> None:
    outsider = sign_in(join(make_school("hill-school"), "zora", "admin"))
    learner = sign_in(join(school, "lena", "learner"))
    for client, status in ((outsider, 404), (learner, 404), (sign_in(make_member("nina")), 404), (Client(), 302)):
        for tail in (
            "",
            "facts/",
            "steps/hello/",
            "preview/en/",
            "preview/en/hello/",
            "review/",
            "versions/",
        ):
            assert client.get(f"/en/authoring/{tiny.uuid}/{tail}").status_code == status, tail
            assert client.post(f"/en/authoring/{tiny.uuid}/{tail}", {"do": "x"}).status_code in {302, 404, 405}
    medium = next(iter(tree_of(tiny).media.values()))
    path = f"/authoring/{tiny.uuid}/media/{medium.file_name}"
    assert outsider.get(f"/authoring/{tiny.uuid}/pack.zip").status_code == 404
    assert outsider.get(path).status_code == 404


@pytest.mark.django_db
def test_closed_courses_are_their_institutions_own(school: Institution, client: Client) -> None:
    belonging = Belonging(school.pk, Course.Audience.INSTITUTION)
    course = import_files(actor=SYSTEM, files=with_problem(), belonging=belonging).course
    inside = sign_in(join(school, "lena", "learner"))
    outside = sign_in(make_member("zora"))
    media = course.media.get().file_name
    pages = ["/en/courses/tiny/", "/en/courses/tiny/hello/", "/en/courses/tiny/sum/", f"/packs/media/{media}"]
    for page in pages:
        found = inside.get(page)
        assert found.status_code == 200, page
        assert "public" not in found.get("Cache-Control", "")
        for close in found._resource_closers:
            close()
        assert client.get(page).status_code == 404, page
        assert outside.get(page).status_code == 404, page
    for page in ("/en/courses/", "/en/search/?q=tiny", "/sitemap.xml", "/en/code/", "/en/search/?q=sum"):
        assert b"/tiny" not in outside.get(page).content, page
        assert b"/tiny" not in client.get(page).content, page
    assert b"/tiny/" in inside.get("/en/courses/").content
    assert b"/tiny/" in inside.get("/en/search/?q=tiny").content
    assert outside.get("/en/code/tiny.sum/").status_code == 404
