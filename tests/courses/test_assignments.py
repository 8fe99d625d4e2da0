"""An assignment in a course: read from the pack, handed in on its page, done when a mark passes."""

import uuid
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from lyceum.authoring.kinds.assignment import AssignmentEditor
from lyceum.authoring.models import WorkingCopy
from lyceum.authoring.services import copies
from lyceum.authoring.services.files import tree_of
from lyceum.courses import api
from lyceum.courses.models import Activity, Enrolment, Progress
from lyceum.people.api import Actor, Institution, Profile
from lyceum.works import api as works
from lyceum.works.models import Assignment, HandIn
from lyceum.works.services.marks import rate_own
from tests.authoring.conftest import actor_for, author, author_client, school  # noqa: F401  (fixtures)
from tests.authoring.forms import post_form, words
from tests.conftest import make_member, sign_in
from tests.courses.assignments import ESSAY, with_assignment
from tests.courses.factories import changed, import_files, pack_files, replaced, write_zip
from tests.courses.test_reader import errors_of

URL = "/en/courses/tiny/essay/"
SPEC, EN = ESSAY + "activity.yaml", ESSAY + "en.md"


@pytest.fixture
def essay(db: None, tmp_path: Path) -> Activity:
    course = import_files(tmp_path, with_assignment())
    return Activity.objects.select_related("assignment", "course").get(course=course, key="essay")


def progress(profile: Profile, activity: Activity) -> Progress:
    return Progress.objects.get(profile=profile, activity=activity)


def hand_in(profile: Profile, assignment: Assignment, **options: Any) -> HandIn:
    options = {"once": uuid.uuid4(), "language": "en", "text": "My plan.", **options}
    return works.hand_in(actor=Actor(profile.account, profile), assignment=assignment, **options)


BROKEN = [
    (SPEC, "hand_in: {text: true, files: {max: 2, types: [pdf, image]}}", "hand_in: {text: false}", 3, "nothing_to_hand_in"),
    (SPEC, "types: [pdf, image]", "types: [exe]", 3, "wrong_choice"),
    (SPEC, "max: 2", "max: 90", 3, "out_of_range"),
    (SPEC, "[0, 2, 4]", "[4, 2, 0]", 5, "levels_order"),
    (SPEC, "[0, 2, 4]", "[0]", 5, "out_of_range"),
    (SPEC, "id: form", "id: idea", 6, "criterion_twice"),
    (SPEC, "pass: 0.6", "pass: 60", 8, "out_of_range"),
    (SPEC, "pass: 0.6", "late: {most: 0.5}", 8, "missing_key"),
    (SPEC, "pass: 0.6", "peer: {judges: 3}", 8, "unknown_key"),
    (EN, "some, clear]", "clear]", 4, "levels_number"),
    (EN, "form: {title: The form}", "shape: {title: The form}", 5, "criterion_unknown"),
    (EN, "  form: {title: The form}\n", "", 3, "criterion_without_words"),
    (EN, "Write a plan.", "<b>Write</b>", 7, "html"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "old", "new", "line", "code"), BROKEN)
def test_what_is_wrong_is_named_with_its_line(path: str, old: str, new: str, line: int, code: str) -> None:
    found = errors_of(replaced(with_assignment(), path, old, new))
    assert (path, line, code) in found, found


@pytest.mark.django_db(transaction=True)
def test_the_page_shows_task_and_rubric_and_takes_the_work(essay: Activity) -> None:
    mia = make_member("mia")
    client = sign_in(mia)
    page = client.get(URL).content.decode()
    assert 'href="/courses/tiny/hello/"' in page
    for text in ("A plan", "Step 2 of 3", "The idea", "clear", "How it is marked"):
        assert text in page
    assert client.post(URL, {"once": uuid.uuid4(), "text": ""}).status_code == 422
    once = uuid.uuid4()
    for _ in range(2):
        answer = client.post(URL, {"once": once, "text": "Peas & beans"})
        assert (answer.status_code, answer["Location"]) == (302, URL)
    assert HandIn.objects.get(profile=mia).text == "Peas & beans"
    assert "Peas &amp; beans" in client.get(URL).content.decode()
    assert progress(mia, essay).state == Progress.State.ATTEMPTED
    assert Enrolment.objects.filter(profile=mia, course=essay.course).exists()


def test_a_stranger_may_read_and_a_forged_form_is_refused(essay: Activity) -> None:
    assert Client().get(URL).status_code == 200
    assert Client(enforce_csrf_checks=True).post(URL, {"text": "x"}).status_code == 403
    assert not HandIn.objects.exists()


def test_it_is_shown_in_the_readers_language(essay: Activity) -> None:
    page = Client().get("/ar/courses/tiny/essay/").content.decode()
    assert "اكتب خطة" in page
    assert "واضحة" in page


@pytest.mark.django_db(transaction=True)
def test_a_mark_that_passes_finishes_it_and_a_worse_one_takes_nothing_back(essay: Activity) -> None:
    mia = make_member("mia")
    actor, assignment = Actor(mia.account, mia), essay.assignment
    assert assignment is not None
    work = hand_in(mia, assignment)
    rate_own(actor=actor, hand_in=work, points={"idea": 2, "form": 0})
    assert (progress(mia, essay).state, progress(mia, essay).best_score) == (Progress.State.ATTEMPTED, 0.4)
    rate_own(actor=actor, hand_in=work, points={"idea": 4, "form": 0})
    assert (progress(mia, essay).state, progress(mia, essay).best_score) == (Progress.State.DONE, 0.8)
    rate_own(actor=actor, hand_in=work, points={"idea": 0, "form": 0})
    assert (progress(mia, essay).state, progress(mia, essay).best_score) == (Progress.State.DONE, 0.8)


def test_a_new_version_keeps_what_was_handed_in(essay: Activity, tmp_path: Path) -> None:
    mia = make_member("mia")
    assert essay.assignment is not None
    hand_in(mia, essay.assignment)
    import_files(tmp_path, replaced(with_assignment(), EN, "title: A plan", "title: A better plan"))
    essay.refresh_from_db()
    assert HandIn.objects.get(profile=mia).assignment_id == essay.assignment_id
    assert "A better plan" in sign_in(mia).get(URL).content.decode()
    import_files(tmp_path, pack_files())
    assert sign_in(mia).get(URL).status_code == 404
    assert HandIn.objects.filter(profile=mia).exists()


def test_the_page_costs_the_same_with_many_works(essay: Activity, django_assert_max_num_queries: Any) -> None:
    mia = make_member("mia")
    client = sign_in(mia)
    assert essay.assignment is not None
    for _ in range(6):
        hand_in(mia, essay.assignment)
    client.get(URL)
    with django_assert_max_num_queries(26):
        client.get(URL)


@pytest.fixture
def copy(author: Profile, school: Institution, tmp_path: Path) -> WorkingCopy:  # noqa: F811
    source = write_zip(tmp_path / "essay.zip", with_assignment())
    return copies.import_zip(actor=actor_for(author), source=source, institution=school)


def test_an_author_changes_it_in_the_browser(author_client: Client, copy: WorkingCopy) -> None:  # noqa: F811
    url = f"/en/authoring/{copy.uuid}/steps/essay/"
    before = tree_of(copy).digest
    post_form(author_client, url, do="save")
    assert tree_of(copy).digest == before, "saving what was shown changes nothing"
    changes = {"c.idea.levels": "0 = none\n3 = much", "late.per_day": "0,1", "peer": "on", "peer.reviews": "2"}
    assert post_form(author_client, url, do="save", **changes).status_code == 302
    data = tree_of(copy).data(SPEC)
    assert data["rubric"][0] == {"id": "idea", "levels": [0, 3]}
    assert (data["late"], data["peer"]) == ({"per_day": 0.1}, {"reviews": 2, "calibrate": 0})
    arabic = tree_of(copy).words(ESSAY, "ar")["rubric"]
    assert arabic["idea"] == {"title": "الفكرة", "levels": ["none", "much"]}
    assert api.errors_in(tree_of(copy).text_files() | {"media/square.svg": pack_files()["media/square.svg"]}) == []
    post_form(author_client, url, do="criterion-add")
    post_form(author_client, url, do="criterion-up:c1")
    post_form(author_client, url, do="criterion-remove:form")
    assert [row["id"] for row in tree_of(copy).data(SPEC)["rubric"]] == ["idea", "c1"]
    assert list(tree_of(copy).words(ESSAY, "ar")["rubric"]) == ["idea", "c1"]
    post_form(author_client, url, do="save", **{"c.idea.levels": "much = 3", "pass": "all"})
    page = words(author_client.get(url).content)
    assert "must be a number" in page


def test_a_new_one_is_made_in_the_browser_and_looked_at(author_client: Client, copy: WorkingCopy) -> None:  # noqa: F811
    assert 'value="assignment"' in author_client.get(f"/en/authoring/{copy.uuid}/").content.decode()
    preview = words(author_client.get(f"/en/authoring/{copy.uuid}/preview/en/essay/").content)
    assert "Write a plan" in preview
    assert "How it is marked" in preview
    fresh = AssignmentEditor.new_files("New", "en")
    files = {ESSAY + name: text.encode() for name, text in fresh.items()}
    found = errors_of({**changed(with_assignment(), ESSAY + "ar.md", None), **files})
    assert {code for _path, _line, code in found} == {"out_of_range"}, "only words are still missing"
