"""An exam: begun once, saved as one goes, handed in once, by the clock of the server and whatever happens meanwhile."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client

from lyceum.courses import personal_data
from lyceum.courses.models import Activity, ActivityText, ExamSitting, ExtraTime, Progress
from lyceum.courses.quizzes.exam import print_of
from lyceum.courses.services import exams
from lyceum.courses.services.attempts import NoAttemptsLeft
from lyceum.people.api import Actor, NotAllowed, Profile
from tests.authoring.forms import read_form, words
from tests.conftest import make_member, sign_in
from tests.courses.conftest import Parallel
from tests.courses.exams import FINAL, with_exam
from tests.courses.factories import import_files, replaced
from tests.works.conftest import make_class

URL = "/en/courses/tiny/final/"
SPEC, EN = FINAL + "activity.yaml", FINAL + "en.yaml"
START = datetime(2026, 3, 28, 23, 50, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    # The night in which clocks in Europe are set forward.
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def final(db: None, tmp_path: Path) -> Activity:
    course = import_files(tmp_path, with_exam())
    return Activity.objects.select_related("course").get(course=course, key="final")


@pytest.fixture
def mia(db: None) -> Profile:
    return make_member("mia")


def actor(profile: Profile) -> Actor:
    return Actor(profile.account, profile)


def text_of(activity: Activity) -> ActivityText:
    return activity.texts.get(language="en")


def begin(profile: Profile, activity: Activity, once: uuid.UUID | None = None) -> ExamSitting:
    return exams.start_exam(
        actor=actor(profile), activity=activity, text=text_of(activity), once=once or uuid.uuid4()
    )  # fmt: skip


def form(sitting: ExamSitting, **answers: str) -> dict[str, Any]:
    easy = next(key for key in sitting.questions if key.startswith("e"))
    named = {f"q.{easy if key == 'easy' else key}": [value] for key, value in answers.items()}
    return {
        "actor": actor(sitting.profile),
        "activity": sitting.activity,
        "text": text_of(sitting.activity),
        "posted": named,
        "shown": {key: print_of(None) for key in sitting.questions},
    }


RIGHT = {"q1": "b", "q2": "7.5", "easy": "yes"}


def test_the_rules_come_first_then_the_questions_then_the_result(final: Activity, mia: Profile) -> None:
    client = sign_in(mia)
    page = words(client.get(URL).content)
    for said in ("You have 20 minutes", "There are 3 questions", "Take your time", "You have 1 attempt left"):
        assert said in page
    assert "Which?" not in page, "nobody sees the questions before they begin"
    once = uuid.uuid4()
    for _ in range(2):
        assert client.post(URL, {"do": "start", "once": once}).status_code == 303
    sitting = ExamSitting.objects.get(profile=mia)
    fields = read_form(client.get(URL).content, "exam")
    easy = sitting.questions[-1]
    assert client.get(URL)["Cache-Control"] == "no-store", "devices keep no copy whose clock is wrong"
    answer = client.post(URL, {**fields, "q.q1": "b", "do": "save"})
    assert "Your answers are saved" in words(answer.content)
    assert "checked" in answer.content.decode()
    open_ones = client.post(URL, {**fields, "q.q1": "b", "q.q2": "long", "do": "hand_in"})
    assert open_ones.status_code == 422
    assert ExamSitting.objects.get(profile=mia).handed_in_at is None
    filled = {"q.q1": "b", "q.q2": "7,5", f"q.{easy}": "yes", "do": "hand_in"}
    for _ in range(2):
        assert client.post(URL, filled).status_code == 303
    page = words(client.get(URL).content)
    assert "You have 3 of 3 points" in page
    assert Progress.objects.get(profile=mia, activity=final).state == Progress.State.DONE
    client.post(URL, {"do": "start", "once": uuid.uuid4()})
    assert ExamSitting.objects.filter(profile=mia).count() == 1


def test_a_score_only_exam_shows_no_answers(mia: Profile, tmp_path: Path) -> None:
    course = import_files(tmp_path, with_exam("show: score\nattempts: 2\n"))
    final = Activity.objects.get(course=course, key="final")
    exams.hand_in_exam(**form(begin(mia, final), q1="a"))
    page = words(sign_in(mia).get(URL).content)
    assert "Not there yet" in page
    assert "You have 0 of 3 points" in page
    assert "Think of two" not in page
    assert "Start the exam" in words(sign_in(mia).get(URL + "?again=1").content)
    assert begin(mia, final).handed_in_at is None


def test_a_visitor_sits_as_a_guest_and_a_forged_or_foreign_form_does_nothing(final: Activity, mia: Profile) -> None:
    visitor = Client()
    assert visitor.post(URL, {"do": "save", "q.q1": "b"}).status_code == 303
    assert visitor.post(URL, {"do": "start", "once": "nonsense"}).status_code == 303
    assert not ExamSitting.objects.exists()
    assert Client(enforce_csrf_checks=True).post(URL, {"do": "start", "once": uuid.uuid4()}).status_code == 403
    visitor.post(URL, {"do": "start", "once": uuid.uuid4()})
    assert ExamSitting.objects.get().profile.account is None
    assert "Which?" not in words(sign_in(mia).get(URL).content)
    with pytest.raises(exams.ExamNotTaken):
        exams.save_answers(**{**form(ExamSitting.objects.get()), "actor": actor(mia)})


def test_the_page_saves_by_itself_and_is_told_how_long_is_left(
    final: Activity, mia: Profile, clock: time_machine.Traveller
) -> None:
    client = sign_in(mia)
    client.post(URL, {"do": "start", "once": uuid.uuid4()})
    fields = read_form(client.get(URL).content, "exam")
    clock.shift(timedelta(minutes=5))
    answer = client.post(URL, {**fields, "q.q2": "8", "do": "save"}, headers={"x-fragment": "1"})
    assert answer.json()["left"] == 15 * 60
    assert answer.json()["was"]["q2"] == print_of({"q.q2": ["8"]})
    # Another device goes on with what was saved.
    assert 'value="8"' in sign_in(mia).get(URL).content.decode()
    clock.shift(timedelta(minutes=16))
    late = client.post(URL, {**fields, "q.q2": "7.5", "do": "save"}, headers={"x-fragment": "1"})
    assert late.status_code == 409
    page = words(client.get(URL).content)
    assert "Time was over" in page
    assert ExamSitting.objects.get().typed["q2"] == {"q.q2": ["8"]}


def test_two_tabs_do_not_take_back_each_others_answers(final: Activity, mia: Profile) -> None:
    client = sign_in(mia)
    client.post(URL, {"do": "start", "once": uuid.uuid4()})
    first = read_form(client.get(URL).content, "exam")
    second = read_form(client.get(URL).content, "exam")
    client.post(URL, {**first, "q.q1": "b", "do": "save"})
    client.post(URL, {**second, "q.q2": "7.5", "do": "save"})
    assert ExamSitting.objects.get().typed["q1"] == {"q.q1": ["b"]}
    assert ExamSitting.objects.get().typed["q2"] == {"q.q2": ["7.5"]}


def test_strange_and_endless_fields_are_not_kept(final: Activity, mia: Profile) -> None:
    sitting = begin(mia, final)
    sent = form(sitting, q2="9" * 100_000, other="x")
    exams.save_answers(**{**sent, "posted": {**sent["posted"], "q.q1": ["b"] * 500, "q.q1x": ["b"]}})
    kept = ExamSitting.objects.get().typed
    assert set(kept) <= set(sitting.questions)
    assert len(kept["q2"]["q.q2"][0]) == 4000
    assert set(kept["q1"]) == {"q.q1"}
    assert len(kept["q1"]["q.q1"]) == 60


def test_time_over_hands_in_what_was_saved_though_nobody_comes_back(
    final: Activity, mia: Profile, clock: time_machine.Traveller
) -> None:
    exams.save_answers(**form(begin(mia, final), **RIGHT))
    clock.shift(timedelta(minutes=20))
    assert exams.close_overdue() == 0, "what is on its way is waited for"
    clock.shift(exams.GRACE + timedelta(seconds=1))
    assert exams.close_overdue() == 1
    assert exams.close_overdue() == 0
    sitting = ExamSitting.objects.get()
    assert (sitting.score, sitting.passed, sitting.ran_out) == (3, True, True)
    assert sitting.handed_in_at == START + timedelta(minutes=20)
    late = exams.hand_in_exam(**form(sitting, q1="a"))
    assert (late.score, late.handed_in_at) == (3, sitting.handed_in_at)


def test_a_clock_that_is_set_back_gives_nobody_more_time(
    final: Activity, mia: Profile, clock: time_machine.Traveller
) -> None:
    sitting = begin(mia, final)
    clock.shift(timedelta(minutes=15))
    exams.save_answers(**form(sitting, q1="b"))
    clock.shift(timedelta(hours=-1))
    client = sign_in(mia)
    client.get(URL)
    assert ExamSitting.objects.get().ends_at - datetime.now(UTC) == timedelta(minutes=5)
    clock.shift(timedelta(minutes=6))
    assert "Time was over" in words(client.get(URL).content)


def test_the_night_of_the_clock_change_has_no_hour_more_or_less(
    final: Activity, mia: Profile, clock: time_machine.Traveller
) -> None:
    mia.time_zone = "Europe/Berlin"
    mia.save()
    clock.move_to(datetime(2026, 3, 29, 0, 50, tzinfo=UTC))
    sitting = begin(mia, final)
    clock.shift(timedelta(minutes=19))
    assert exams.save_answers(**form(sitting, q1="b")).ends_at == datetime(2026, 3, 29, 1, 10, tzinfo=UTC)
    clock.shift(timedelta(minutes=2))
    with pytest.raises(exams.TimeIsOver):
        exams.save_answers(**form(sitting, q1="a"))


def test_an_educator_gives_time_also_while_it_runs(
    final: Activity, mia: Profile, clock: time_machine.Traveller
) -> None:
    educator, stranger = make_member("eve"), make_member("fay")
    make_class("blue", educator, [mia])
    for nobody in (stranger, mia):
        with pytest.raises(NotAllowed):
            exams.give_extra_time(actor=actor(nobody), profile=mia, activity=final, minutes=10)
    exams.give_extra_time(actor=actor(educator), profile=mia, activity=final, minutes=10)
    sitting = begin(mia, final)
    assert sitting.ends_at == START + timedelta(minutes=30)
    url = f"{URL}time/"
    assert sign_in(stranger).get(url).status_code == 404
    assert sign_in(mia).post(url, {"who": mia.pk, "minutes": "90"}).status_code == 404
    client = sign_in(educator)
    assert "it ends at" in words(client.get(url).content)
    client.post(url, {"who": mia.pk, "minutes": "75", "unit": "share"})
    sitting.refresh_from_db()
    assert sitting.ends_at == START + timedelta(minutes=35)
    client.post(url, {"who": mia.pk, "minutes": "0"})
    sitting.refresh_from_db()
    assert sitting.ends_at == START + timedelta(minutes=35), "told time is not taken back"
    refused = client.post(url, {"who": mia.pk, "minutes": "many"}, follow=True)
    assert "whole number" in refused.content.decode()
    assert client.post(url, {"who": stranger.pk, "minutes": "5"}).status_code == 404
    clock.shift(timedelta(minutes=36))
    exams.close_overdue()
    exams.give_extra_time(actor=actor(educator), profile=mia, activity=final, minutes=600)
    sitting.refresh_from_db()
    assert sitting.ends_at == START + timedelta(minutes=35), "what is handed in stays so"


def test_lists_cost_the_same_for_many(final: Activity, django_assert_max_num_queries: Any) -> None:
    educator = make_member("eve")
    learners = [make_member(f"learner{number}") for number in range(12)]
    make_class("blue", educator, learners)
    for one in learners:
        begin(one, final)
    client = sign_in(educator)
    client.get(f"{URL}time/")
    with django_assert_max_num_queries(24):
        client.get(f"{URL}time/")


def test_a_new_version_may_take_questions_away(final: Activity, mia: Profile, tmp_path: Path) -> None:
    sitting = begin(mia, final)
    exams.save_answers(**form(sitting, **RIGHT))
    fewer = replaced(with_exam(), SPEC, "  - {id: q2, kind: numeric, answer: 7.5}\n", "")
    fewer = replaced(fewer, EN, "  q2: {prompt: How long?}\n", "")
    import_files(tmp_path, fewer)
    sitting.activity.refresh_from_db()
    assert sign_in(mia).get(URL).status_code == 200
    closed = exams.hand_in_exam(**form(ExamSitting.objects.get()))
    assert (closed.score, closed.max_score) == (2, 2)


def test_what_is_kept_of_a_person_goes_with_them(final: Activity, mia: Profile) -> None:
    educator = make_member("eve")
    make_class("blue", educator, [mia])
    exams.save_answers(**form(begin(mia, final), q2="7.5"))
    exams.give_extra_time(actor=actor(educator), profile=mia, activity=final, minutes=10)
    kept = dict(personal_data.export(mia))
    assert kept["exams.json"][0]["typed"]["q2"] == {"q.q2": ["7.5"]}
    assert kept["extra_time.json"][0]["minutes"] == 10
    personal_data.erase(mia)
    assert not ExamSitting.objects.exists()
    assert not ExtraTime.objects.exists()


def test_a_guests_sitting_goes_to_the_account(final: Activity, mia: Profile) -> None:
    guest = Profile.objects.create(uuid=uuid.uuid4(), language="en")
    exams.save_answers(**form(begin(guest, final), **RIGHT))
    mine = begin(mia, final)
    exams.merge_sittings(source_id=guest.pk, target_id=mia.pk)
    assert ExamSitting.objects.filter(profile=mia).count() == 2
    assert ExamSitting.objects.get(profile=mia, handed_in_at=None) == mine


def test_two_starts_at_once_are_one_sitting(in_parallel: Parallel, tmp_path: Path) -> None:
    (tmp_path / "packs").mkdir()
    course = import_files(tmp_path / "packs", with_exam())
    final, mia = Activity.objects.get(course=course, key="final"), make_member("mia")
    found = in_parallel(lambda: begin(mia, final).pk, 4)
    assert len(set(found)) == 1, found


def test_handing_in_and_the_sweep_at_once_grade_once(in_parallel: Parallel, tmp_path: Path) -> None:
    (tmp_path / "packs").mkdir()
    course = import_files(tmp_path / "packs", with_exam())
    final, mia = Activity.objects.get(course=course, key="final"), make_member("mia")
    sitting = begin(mia, final)
    exams.save_answers(**form(sitting, **RIGHT))
    ExamSitting.objects.update(ends_at=datetime.now(UTC) - timedelta(minutes=2))
    turns = iter([exams.close_overdue, lambda: exams.hand_in_exam(**form(sitting, q1="a")).score] * 2)
    found = in_parallel(lambda: next(turns)(), 4)
    assert not [error for error in found if isinstance(error, Exception)], found
    assert sorted(map(float, found))[-2:] == [3.0, 3.0], "what came after the end changed nothing"
    assert sum(value == 1 for value in found) <= 1, "one sweep at most closed it"


def test_time_given_while_the_sweep_runs_is_either_in_time_or_not(in_parallel: Parallel, tmp_path: Path) -> None:
    (tmp_path / "packs").mkdir()
    course = import_files(tmp_path / "packs", with_exam())
    final, mia, educator = Activity.objects.get(course=course, key="final"), make_member("mia"), make_member("eve")
    make_class("blue", educator, [mia])
    begin(mia, final)
    now = datetime.now(UTC)
    ExamSitting.objects.update(started_at=now - timedelta(minutes=22), ends_at=now - timedelta(minutes=2))

    def give() -> None:
        exams.give_extra_time(actor=actor(educator), profile=mia, activity=final, minutes=30)

    def after() -> tuple[bool, bool]:
        row = ExamSitting.objects.get()
        return row.handed_in_at is not None, row.ends_at > now

    turns = iter([give, exams.close_overdue] * 2)
    found = in_parallel(lambda: (next(turns)(), after())[1], 4)
    assert found[-1] in {(True, False), (False, True)}, found


def test_an_exhausted_exam_can_not_be_begun(final: Activity, mia: Profile) -> None:
    exams.hand_in_exam(**form(begin(mia, final)))
    with pytest.raises(NoAttemptsLeft):
        begin(mia, final)
