"""A survey: sent once, changeable until closed; of an anonymous one nobody learns who answered what."""

import uuid
from collections import Counter
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from lyceum.authoring.models import WorkingCopy
from lyceum.authoring.services import copies
from lyceum.authoring.services.files import tree_of
from lyceum.courses import api, personal_data, surveys
from lyceum.courses.models import Activity, ClosedSurvey, Progress, SurveyAnswer
from lyceum.courses.services.surveys import SurveyIsClosed, answer_survey, close_survey, merge_answers
from lyceum.people.api import Actor, Institution, NotAllowed, Profile
from lyceum.people.models import ClassMember, SchoolClass
from tests.authoring.conftest import actor_for, author, author_client, school  # noqa: F401  (fixtures)
from tests.authoring.forms import post_form, words
from tests.conftest import make_member, sign_in
from tests.courses.conftest import Parallel
from tests.courses.factories import changed, import_files, pack_files, replaced, write_zip
from tests.courses.test_reader import errors_of
from tests.works.conftest import make_class

ASK = "units/02-more/ask/"
SPEC, EN = ASK + "activity.yaml", ASK + "en.yaml"
URL = "/en/courses/tiny/ask/"
FILES = {
    SPEC: """
        kind: survey
        minutes: 3
        anonymous: true
        questions:
          - {id: s1, kind: single, options: [a, b]}
          - {id: s2, kind: multiple, options: [a, b, c], optional: true}
          - {id: s3, kind: scale, steps: 3}
          - {id: s4, kind: text, optional: true}
        """,
    EN: """
        title: How was it?
        questions:
          s1: {prompt: Which?, options: {a: reading, b: trying}}
          s2: {prompt: What helped?, options: {a: one, b: two, c: three}}
          s3: {prompt: How hard?, low: easy, high: hard}
          s4: {prompt: What else?}
        """,
}
ANSWERS = {"s.s1": "a", "s.s2": ["a", "c"], "s.s3": "2", "s.s4": "More pictures, says <b>Mia</b>"}


def with_survey() -> dict[str, bytes]:
    files = pack_files() | {path: dedent(text).lstrip("\n").encode() for path, text in FILES.items()}
    return changed(files, "units/02-more/unit.yaml", "activities: [extra, ask, end]\n")


def named() -> dict[str, bytes]:
    return replaced(with_survey(), SPEC, "anonymous: true", "anonymous: false")


def actor(profile: Profile) -> Actor:
    return Actor(profile.account, profile)


def survey_in(folder: Path, files: dict[str, bytes]) -> Activity:
    return Activity.objects.select_related("course").get(course=import_files(folder, files), key="ask")


@pytest.fixture
def ask(db: None, tmp_path: Path) -> Activity:
    return survey_in(tmp_path, with_survey())


def room_of(*learners: Profile) -> tuple[Profile, SchoolClass]:
    educator = make_member("eve")
    return educator, make_class("blue", educator, list(learners))


def answer(profile: Profile, activity: Activity, **answers: Any) -> SurveyAnswer:
    return answer_survey(actor=actor(profile), activity=activity, answers=answers)


BROKEN = [
    (SPEC, "options: [a, b]}", "options: [a]}", 5, "out_of_range"),
    (SPEC, "steps: 3", "steps: 30", 7, "out_of_range"),
    (SPEC, "id: s4", "id: s1", 8, "question_twice"),
    (SPEC, "kind: text", "kind: essay", 8, "wrong_choice"),
    (SPEC, "kind: text, optional", "kind: text, steps: 3, optional", 8, "unknown_key"),
    (EN, "a: reading, b: trying", "a: reading", 3, "part_missing"),
    (EN, "a: reading, b: trying", "a: reading, b: trying, z: x", 3, "part_unknown"),
    (EN, "  s4: {prompt: What else?}\n", "", 2, "question_text_missing"),
    (EN, "prompt: What else?", "prompt: What else?, low: x", 6, "unknown_key"),
]


@pytest.mark.parametrize(("path", "old", "new", "line", "code"), BROKEN)
def test_what_is_wrong_is_named_with_its_line(path: str, old: str, new: str, line: int, code: str) -> None:
    found = errors_of(replaced(with_survey(), path, old, new))
    assert (path, line, code) in found, found


def test_it_is_sent_and_changed_and_finished_once(ask: Activity) -> None:
    mia = make_member("mia")
    client = sign_in(mia)
    page = words(client.get(URL).content)
    assert "Nobody who teaches you is told" in page
    assert "2 · " not in page
    short = client.post(URL, {"s.s1": "a", "s.s3": "9"})
    assert short.status_code == 422
    assert "still open" in words(short.content)
    assert "checked" in short.content.decode(), "what was chosen stays"
    assert not SurveyAnswer.objects.exists()
    for _ in range(2):
        assert client.post(URL, ANSWERS).status_code == 303
    assert SurveyAnswer.objects.get().answers == {"s1": "a", "s2": ["a", "c"], "s3": 2, "s4": ANSWERS["s.s4"]}
    assert Progress.objects.get(profile=mia, activity=ask).state == Progress.State.DONE
    assert "&lt;b&gt;Mia" in client.get(URL).content.decode()
    client.post(URL, {**ANSWERS, "s.s1": "b"})
    assert SurveyAnswer.objects.get().answers["s1"] == "b"


def test_a_visitor_answers_as_a_guest_and_a_forged_form_is_refused(ask: Activity) -> None:
    assert Client(enforce_csrf_checks=True).post(URL, ANSWERS).status_code == 403
    Client().post(URL, ANSWERS)
    assert SurveyAnswer.objects.get().profile.account is None


def test_after_closing_nothing_is_taken(ask: Activity) -> None:
    mia, noa = make_member("mia"), make_member("noa")
    educator, room = room_of(mia)
    answer(mia, ask, s1="a", s3=1)
    close_survey(actor=actor(educator), activity=ask, school_class=room)
    with pytest.raises(SurveyIsClosed):
        answer(mia, ask, s1="b", s3=1)
    answer_page = sign_in(mia).post(URL, ANSWERS, follow=True).content.decode()
    assert "nothing was changed" in answer_page
    assert SurveyAnswer.objects.get().answers["s1"] == "a"
    answer(noa, ask, s1="b", s3=3)
    with pytest.raises(NotAllowed):
        close_survey(actor=actor(noa), activity=ask, school_class=room)


def test_an_anonymous_one_tells_nothing_before_it_is_closed_and_no_small_numbers(ask: Activity) -> None:
    learners = [make_member(f"learner{number}") for number in range(13)]
    educator, room = room_of(*learners)
    for place, one in enumerate(learners):
        answer(one, ask, s1="a" if place < 12 else "b", s3=1 if place < 6 else 2, s4=f"text {place}")
    client, url = sign_in(educator), f"{URL}answers/"
    page = words(client.get(url).content)
    assert "13 people answered" in page
    assert "text 3" not in page
    client.post(url, {"class": room.pk})
    page = words(client.get(url).content)
    assert "text 3" in page
    assert "Learner3" not in page
    kept = {one["id"]: one for one in ClosedSurvey.objects.get().tallies}
    assert [cell["count"] for cell in kept["s1"]["cells"]] == [None, None], "what is left of the sum tells the other"
    ClassMember.objects.filter(profile=learners[12]).delete()
    assert words(client.get(url).content) == page, "taking somebody out tells nothing"


def test_of_fewer_than_five_nothing_is_told(ask: Activity) -> None:
    learners = [make_member(f"learner{number}") for number in range(4)]
    educator, room = room_of(*learners)
    for one in learners:
        answer(one, ask, s1="a", s3=1, s4="a secret")
    close_survey(actor=actor(educator), activity=ask, school_class=room)
    assert ClosedSurvey.objects.get().tallies == []
    page = words(sign_in(educator).get(f"{URL}answers/").content)
    assert "Fewer than five people answered" in page
    assert "secret" not in page


def test_a_named_one_tells_names_to_the_class_s_educator_only(db: None, tmp_path: Path) -> None:
    ask, mia, stranger = survey_in(tmp_path, named()), make_member("mia"), make_member("fay")
    educator, room = room_of(mia)
    answer(mia, ask, s1="b", s3=2, s4="Hello <i>you</i>")
    url = f"{URL}answers/"
    page = sign_in(educator).get(url).content.decode()
    assert "<bdi>Mia</bdi>" in page
    assert "Hello &lt;i&gt;you&lt;/i&gt;" in page
    for nobody in (mia, stranger):
        assert sign_in(nobody).get(url).status_code == 404
        assert sign_in(nobody).post(url, {"class": room.pk}).status_code == 404
    assert sign_in(educator).get(f"{url}?class=999999").status_code == 404
    assert Client().get(url).status_code == 404


def test_the_results_cost_the_same_for_many(db: None, tmp_path: Path, django_assert_max_num_queries: Any) -> None:
    ask, learners = survey_in(tmp_path, named()), [make_member(f"learner{number}") for number in range(12)]
    educator, _room = room_of(*learners)
    for one in learners:
        answer(one, ask, s1="b", s3=2, s4="x")
    client = sign_in(educator)
    client.get(f"{URL}answers/")
    with django_assert_max_num_queries(24):
        client.get(f"{URL}answers/")


DATA = {
    "anonymous": True,
    "questions": [
        {"id": "s1", "kind": "single", "options": ["a", "b", "c"]},
        {"id": "s2", "kind": "multiple", "options": ["a", "b", "c"]},
        {"id": "s4", "kind": "text"},
    ],
}
answers_of_one = st.fixed_dictionaries(
    {}, optional={"s1": st.sampled_from("abc"), "s2": st.lists(st.sampled_from("abc"), unique=True, min_size=1)}
)


@given(st.lists(answers_of_one, max_size=40))
def test_no_small_number_is_told_or_can_be_worked_out(sent: list[dict[str, Any]]) -> None:
    single, multiple, _text = surveys.tally(DATA, sent)
    real = Counter(one["s1"] for one in sent if "s1" in one)
    for cell in single.cells:
        assert cell.count in (None, real[cell.id])
        assert cell.count is None or cell.count >= surveys.SMALL
    assert sum(cell.count is None for cell in single.cells) != 1
    for cell in multiple.cells:
        assert cell.count is None or cell.count >= surveys.SMALL
        assert cell.count is None or not 0 < multiple.answered - cell.count < surveys.SMALL


@given(st.dictionaries(st.text(max_size=8), st.lists(st.text(max_size=30), max_size=3), max_size=6))
def test_any_form_is_read_without_harm(posted: dict[str, list[str]]) -> None:
    answers, _missing = surveys.read(DATA, {**posted, "s.s1": ["z"], "s.s2": ["a", "z"], "s.s4": ["\0 x"]})
    assert answers == {"s2": ["a"], "s4": "x"}


def test_what_is_kept_goes_with_the_person_and_with_the_account(ask: Activity) -> None:
    mia, guest = make_member("mia"), Profile.objects.create(uuid=uuid.uuid4(), language="en")
    answer(guest, ask, s1="a", s3=1)
    merge_answers(source_id=guest.pk, target_id=mia.pk)
    assert dict(personal_data.export(mia))["surveys.json"][0]["answers"] == {"s1": "a", "s3": 1}
    personal_data.erase(mia)
    assert not SurveyAnswer.objects.exists()


def test_two_posts_at_once_are_one_answer(in_parallel: Parallel, tmp_path: Path) -> None:
    (tmp_path / "packs").mkdir()
    ask, mia = survey_in(tmp_path / "packs", with_survey()), make_member("mia")
    found = in_parallel(lambda: answer(mia, ask, s1="a", s3=1).pk, 4)
    assert len(set(found)) == 1, found


@pytest.fixture
def copy(author: Profile, school: Institution, tmp_path: Path) -> WorkingCopy:  # noqa: F811
    source = write_zip(tmp_path / "ask.zip", with_survey())
    return copies.import_zip(actor=actor_for(author), source=source, institution=school)


def test_an_author_changes_it_in_the_browser(author_client: Client, copy: WorkingCopy) -> None:  # noqa: F811
    url = f"/en/authoring/{copy.uuid}/steps/ask/"
    before = tree_of(copy).digest
    post_form(author_client, url, do="save")
    assert tree_of(copy).digest == before, "saving what was shown changes nothing"
    sent = {"s.s1.options": "reading\ntrying\nasking", "s.s3.steps": "7", "s.s3.low": "light"}
    assert post_form(author_client, url, do="save", **sent).status_code == 302
    data, text = tree_of(copy).data(SPEC)["questions"], tree_of(copy).data(EN)["questions"]
    assert data[0]["options"] == ["a", "b", "c"]
    assert (data[2]["steps"], text["s3"]["low"]) == (7, "light")
    for do in ("add:text", "up:s5", "remove:s4"):
        post_form(author_client, url, do=do)
    assert [one["id"] for one in tree_of(copy).data(SPEC)["questions"]] == ["s1", "s2", "s3", "s5"]
    post_form(author_client, url, do="save", **{"s.s5.prompt": "Anything?"})
    files = tree_of(copy).text_files() | {"media/square.svg": pack_files()["media/square.svg"]}
    assert api.errors_in(files) == []
    assert "Anything?" in words(author_client.get(f"/en/authoring/{copy.uuid}/preview/en/ask/").content)
