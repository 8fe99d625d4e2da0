"""The exercise page, from the first look to the verdict."""

import re
import uuid

import pytest
from django.http import HttpResponse
from django.test import Client

from lyceum.coding.models import Draft, OpenedHint, Problem, Submission
from lyceum.coding.services import submissions
from lyceum.people.models import Profile
from tests.coding.problems import RIGHT, WRONG, make_problem

URL = "/en/code/sum/"


@pytest.fixture
def problem(db: None) -> Problem:
    return make_problem()


def send(client: Client, do: str = "submit", source: str = RIGHT, **more: str) -> HttpResponse:
    once = more.pop("once", str(uuid.uuid4()))
    return client.post(URL, {"do": do, "language": "python", "source": source, "once": once, **more})  # type: ignore[return-value]


def report_for(verdict: str, **tests: str) -> dict[str, object]:
    entries = [
        {"id": name.replace("_", "-"), "verdict": said, "cpu_ms": 12, "output": "7\n", "expected_excerpt": "1\n"}
        for name, said in tests.items()
    ]
    passed = sum(entry["verdict"] == "accepted" for entry in entries)
    return {"verdict": verdict, "score": passed, "max_score": len(entries), "tests": entries, "compile_output": ""}


def test_a_visitor_reads_it_without_leaving_a_trace(problem: Problem) -> None:
    client = Client()
    page = client.get(URL).content.decode()
    assert "<h1 >The sum</h1>" in page
    assert "3 4" in page
    assert "# your program" in page
    assert "1000 2000" not in page, "secret tests stay secret"
    assert not Profile.objects.exists()
    assert "sessionid" not in client.cookies


def test_it_is_in_the_readers_language_or_labelled(problem: Problem) -> None:
    assert "La somme" in Client().get("/fr/code/sum/").content.decode()
    other = Client().get("/ar/code/sum/").content.decode()
    assert '<h1 lang="en" dir="ltr">The sum</h1>' in other
    assert "English" in other


def test_a_guest_sends_a_program_and_sees_that_it_is_kept(problem: Problem) -> None:
    client = Client()
    answer = send(client)
    submission = Submission.objects.get()
    assert answer.status_code == 303
    assert answer["Location"] == f"{URL}?s={submission.uuid}#verdict"
    page = client.get(f"{URL}?s={submission.uuid}").content.decode()
    assert "It is saved." in page
    assert 'http-equiv="refresh"' in page
    assert submission.profile.is_guest


def test_the_verdict_is_in_words(problem: Problem, learner_client: Client) -> None:
    send(learner_client, source=WRONG)
    submission = Submission.objects.get()
    report = report_for("wrong_answer", sample_1="accepted", negative="wrong_answer", secret="wrong_answer")
    submissions.finish_judging(submission=submission, report=report)
    page = learner_client.get(f"{URL}?s={submission.uuid}").content.decode()
    assert "1 of 3 tests passed" in page
    assert "Expected \u20681\u2069, your program printed \u20687\u2069." in page
    assert "Does it work below zero?" in page
    assert "This test is a secret one." in page
    assert "1000 2000" not in page


def test_a_button_and_a_kind_of_sending_are_two_words(problem: Problem, learner_client: Client) -> None:
    send(learner_client, do="run")
    page = learner_client.get("/ru/code/sum/").content.decode()
    assert "Запустить" in page.split('value="run"', 1)[1][:200]
    assert "Запуск ·" in page


def test_a_page_without_a_verdict_says_where_to_listen(problem: Problem, learner_client: Client) -> None:
    send(learner_client)
    submission = Submission.objects.get()
    page = learner_client.get(f"{URL}?s={submission.uuid}").content.decode()
    assert 'data-live="/live/submissions/' in page
    submissions.finish_judging(submission=submission, report=report_for("accepted", sample_1="accepted"))
    page = learner_client.get(f"{URL}?s={submission.uuid}").content.decode()
    assert "data-live" not in page
    assert "Solved" in page


def test_the_same_form_sent_twice_is_one_submission(problem: Problem, learner_client: Client) -> None:
    once = str(uuid.uuid4())
    first, second = send(learner_client, once=once), send(learner_client, once=once)
    assert first["Location"] == second["Location"]
    assert Submission.objects.count() == 1


@pytest.mark.parametrize(
    ("source", "status", "said"),
    [
        ("  \n", 422, "There is no program yet"),
        ("x = 1\n" * 20000, 422, "too long"),
        ("\x7fELF\x01\x02\x00", 422, "not a program’s text"),
        ("print('\x00')", 422, "not a program’s text"),
    ],
)
def test_what_is_no_program_is_refused_and_kept(
    source: str, status: int, said: str, problem: Problem, learner_client: Client
) -> None:
    answer = send(learner_client, source=source)
    page = answer.content.decode()
    assert answer.status_code == status
    assert said in page
    assert not Submission.objects.exists()
    if "x = 1" in source:
        assert "x = 1\nx = 1" in page


def test_a_language_that_is_not_offered_is_refused(problem: Problem, learner_client: Client) -> None:
    answer = learner_client.post(URL, {"do": "submit", "language": "cobol", "source": "STOP RUN."})
    assert answer.status_code == 422
    assert "STOP RUN." in answer.content.decode()


def test_an_incomplete_form_is_no_crash(problem: Problem, learner_client: Client) -> None:
    assert learner_client.post(URL, {}).status_code == 422
    assert (
        learner_client.post(URL, {"do": "submit", "language": "python", "source": RIGHT, "once": "x"}).status_code
        == 422
    )


def test_sending_too_often_is_answered_kindly(
    problem: Problem, learner_client: Client, settings: "pytest.FixtureRequest"
) -> None:
    settings.SUBMISSIONS_PER_MINUTE = 2  # type: ignore[attr-defined]
    answers = [send(learner_client, source=f"{RIGHT}# {number}") for number in range(3)]
    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert "# 2" in answers[2].content.decode()


def test_hints_open_one_by_one_and_what_is_typed_stays(problem: Problem, learner_client: Client) -> None:
    assert "Which lines read?" not in learner_client.get(URL).content.decode()
    answer = send(learner_client, do="hint:0", source="half = 1")
    assert answer["Location"] == f"{URL}#hints"
    page = learner_client.get(URL).content.decode()
    assert "Which lines read?" in page
    assert "Use <code>int</code>." not in page
    assert "half = 1" in page
    assert OpenedHint.objects.count() == 1
    send(learner_client, do="hint:0", source="half = 2")
    assert OpenedHint.objects.count() == 1


def test_the_draft_waits_on_another_device(problem: Problem, learner: Profile, learner_client: Client) -> None:
    from tests.conftest import sign_in

    send(learner_client, do="save", source="half = 3")
    assert Draft.objects.get().source == "half = 3"
    assert "half = 3" in sign_in(learner).get(URL).content.decode()


def test_strangers_see_nothing(problem: Problem, stranger: Profile, learner_client: Client) -> None:
    from tests.conftest import sign_in

    send(learner_client, source="print('mine')\n")
    submission = Submission.objects.get()
    other = sign_in(stranger)
    assert other.get(f"/en/code/submissions/{submission.uuid}/").status_code == 404
    assert "print('mine')" not in other.get(f"{URL}?s={submission.uuid}").content.decode()
    assert other.get(f"{URL}?s=not-a-uuid").status_code == 200


def test_the_own_program_is_shown_beside_the_one_before(problem: Problem, learner_client: Client) -> None:
    send(learner_client, source="print(1)\nprint(2)\n")
    send(learner_client, source="print(1)\nprint(3)\n")
    latest = Submission.objects.latest("created_at")
    page = learner_client.get(f"/en/code/submissions/{latest.uuid}/").content.decode()
    assert re.search(r"<ins>.*\+ print\(3\)</ins>", page)
    assert re.search(r"<del>.*- print\(2\)</del>", page)


def test_a_page_that_was_open_too_long_loses_nothing(problem: Problem) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = send(client, source=RIGHT)
    assert answer.status_code == 403
    assert "map(int, input().split())" in answer.content.decode()


def test_the_page_needs_few_queries(
    problem: Problem, learner_client: Client, django_assert_max_num_queries: "pytest.FixtureRequest"
) -> None:
    for number in range(4):
        send(learner_client, source=f"{RIGHT}# {number}")
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        learner_client.get(URL)


def test_the_list_needs_the_same_queries_for_one_and_for_many(
    problem: Problem, learner_client: Client, django_assert_num_queries: "pytest.FixtureRequest"
) -> None:
    with django_assert_num_queries(5):  # type: ignore[operator]  # session, actor, problems, texts, own results
        learner_client.get("/en/code/")
    for number in range(12):
        make_problem(f"sum-{number}")
    with django_assert_num_queries(5):  # type: ignore[operator]
        page = learner_client.get("/en/code/")
    assert page.content.decode().count('<li><span class="thumb sm">') == 13
