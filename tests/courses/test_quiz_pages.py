"""A quiz in the browser: no script, nothing typed is ever lost, nothing counts twice."""

import re
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from lyceum.courses.models import Course, Progress, QuizAttempt
from lyceum.people.api import Profile
from tests.conftest import sign_in
from tests.courses.factories import QUIZ, RIGHT, import_files, pack_files, replaced

CHECK = "/en/courses/tiny/check/"


def form_of(client: Client, path: str = CHECK) -> tuple[str, dict[str, str]]:
    """The page and the hidden fields of its form."""
    html = client.get(path).content.decode()
    return html, dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html))


def send(client: Client, answers: dict[str, Any], **more: Any) -> Any:
    hidden = {key: value for key, value in form_of(client, CHECK + "?again=1")[1].items() if key != "next"}
    return client.post(CHECK, {**hidden, **answers, **more})


def result_of(client: Client, answers: dict[str, Any], **more: Any) -> str:
    response = send(client, answers, **more)
    assert response.status_code == 303, response.content.decode()
    return client.get(response["Location"]).content.decode()


def test_every_kind_of_question_has_fields_that_need_no_script(course: Course, client: Client) -> None:
    html, hidden = form_of(client)
    assert {"once", "started", "csrfmiddlewaretoken"} <= set(hidden)
    for name in ["q.q1", "q.q2", "q.q3", "q.q4", "q.q5.a", "q.q6.b", "q.q7.one", "q.q7.two"]:
        assert f'name="{name}"' in html
    assert "<script" not in html[html.index("<main") : html.index("</main>")]
    assert len(re.findall('class="btn lit"', html)) == 1
    assert QuizAttempt.objects.count() == Profile.objects.count() == 0


def test_all_right_is_passed_and_goes_on(course: Course, learner: Profile, learner_client: Client) -> None:
    html = result_of(learner_client, RIGHT)
    assert "You have 7 of 7 points." in html
    assert "Yes, the second." in html
    assert len(re.findall('class="btn lit"', html)) == 1
    assert 'class="btn lit" href="/en/courses/tiny/extra/"' in html
    assert Progress.objects.get(profile=learner, activity__key="check").state == Progress.State.DONE
    assert "Passed" in learner_client.get(CHECK).content.decode()


def test_all_wrong_may_be_tried_again_without_giving_the_answers_away(course: Course, learner_client: Client) -> None:
    html = result_of(learner_client, {"q.q1": "a", "q.q3": "3"}, anyway="1")
    assert "Not the first." in html
    assert "Measure again." in html
    assert "Right answer" not in html
    assert 'class="btn lit" href="?again=1"' in html
    assert "Passed" in result_of(learner_client, RIGHT)
    assert "You passed before" in result_of(learner_client, {"q.q1": "a"}, anyway="1")


def test_sending_the_same_form_again_counts_once(course: Course, learner_client: Client) -> None:
    hidden = form_of(learner_client)[1]
    first = learner_client.post(CHECK, {**hidden, **RIGHT})
    again = learner_client.post(CHECK, {**hidden, **RIGHT, "q.q1": "a"})
    assert first["Location"] == again["Location"]
    assert QuizAttempt.objects.count() == 1


def test_what_cannot_be_read_is_said_and_everything_typed_stays(course: Course, learner_client: Client) -> None:
    typed = {**RIGHT, "q.q3": "seven & a half", "q.q5.b": "1"}
    response = send(learner_client, typed)
    html = response.content.decode()
    assert response.status_code == 422
    for part in (
        'value="seven &amp; a half"', "Write one number", "Give each line a number of its own", 'value="Print"', 'value="len"',
    ):  # fmt: skip
        assert part in html
    assert re.search(r'value="b" checked', html)
    assert QuizAttempt.objects.count() == 0


def test_open_questions_are_asked_about_once(course: Course, learner_client: Client) -> None:
    response = send(learner_client, {"q.q1": "b"})
    html = response.content.decode()
    assert response.status_code == 422
    assert html.count("Not answered yet.") == 6
    assert 'name="anyway"' in html
    nothing = send(learner_client, {}, anyway="1").content.decode()
    assert 'name="anyway"' not in nothing
    assert "You have 1 of 7 points." in result_of(learner_client, {"q.q1": "b"}, anyway="1")


def test_the_order_of_a_form_stays_when_it_comes_back(course: Course, learner_client: Client) -> None:
    html, hidden = form_of(learner_client)
    order = re.findall(r'name="q.q2" value="(\w)"', html)
    back = learner_client.post(CHECK, {**hidden, "q.q3": "x"}).content.decode()
    assert re.findall(r'name="q.q2" value="(\w)"', back) == order
    assert re.search(r'name="once" value="([^"]+)"', back)[1] == hidden["once"]  # type: ignore[index]


@pytest.mark.parametrize(
    "odd",
    [
        {"once": "not-a-uuid", "started": "x"},
        {"once": "", "started": ""},
        {"q.q9": "x", "q.q1.b": "y", "questions": "z"},
        {"q.q1": "\x00"},
        {"q.q4": "\ud7ff" * 100},
    ],
)
def test_mangled_forms_are_no_errors(course: Course, learner_client: Client, odd: dict[str, str]) -> None:
    response = learner_client.post(CHECK, {**RIGHT, **odd})
    assert response.status_code in {303, 422}


def test_after_the_last_attempt_the_right_answers_are_shown(db: None, tmp_path: Path, client: Client) -> None:
    import_files(tmp_path, replaced(pack_files(), QUIZ + "activity.yaml", "pass: 0.6", "pass: 0.6\nattempts: 2"))
    assert "You have 2 attempts left." in form_of(client)[0]
    first = result_of(client, {"q.q1": "a"}, anyway="1")
    assert "You have 1 attempt left." in first
    assert "Right answer" not in first
    last = result_of(client, {"q.q1": "a"}, anyway="1")
    assert "That was the last attempt." in last
    assert "Right answer" in last
    assert "7.5 m" in last
    third = client.post(CHECK, {**RIGHT, "once": str(uuid.uuid4())}, follow=True)
    assert "You have used all attempts" in third.content.decode()
    assert QuizAttempt.objects.count() == 2


def test_a_visitor_becomes_a_guest_with_the_first_answer(course: Course, client: Client) -> None:
    assert "Passed" in result_of(client, RIGHT)
    assert QuizAttempt.objects.get().profile == Profile.objects.get()


def test_a_session_that_ended_loses_no_answer(course: Course, learner: Profile, learner_client: Client) -> None:
    hidden = form_of(learner_client)[1]
    learner_client.logout()
    response = learner_client.post(CHECK, {**hidden, **RIGHT}, follow=True)
    html = response.content.decode()
    assert "You were signed out meanwhile." in html
    assert "Passed" in html
    guest = QuizAttempt.objects.get().profile
    assert guest != learner
    learner_client.post("/en/account/sign-in/", {"login": "amina", "password": "a good long password"})
    attempt = QuizAttempt.objects.get()
    assert attempt.profile in {learner, guest}


def test_a_form_that_is_too_old_comes_back_with_all_that_was_typed(course: Course, learner: Profile) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = sign_in(learner).cookies
    response = client.post(CHECK, {**RIGHT, "csrfmiddlewaretoken": "stale"})
    html = response.content.decode()
    assert response.status_code == 403
    assert "All your answers are still here." in html
    assert 'value="Print"' in html
    assert re.search(r'value="b" checked', html)
    assert QuizAttempt.objects.count() == 0
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)
    assert token is not None
    assert client.post(CHECK, {**RIGHT, "csrfmiddlewaretoken": token[1]}).status_code == 303


def test_somebody_elses_attempt_is_not_shown(course: Course, learner_client: Client, stranger: Profile) -> None:
    address = send(learner_client, RIGHT)["Location"]
    html = sign_in(stranger).get(address).content.decode()
    assert "Passed" not in html
    assert "Check my answers" in html


def test_an_old_attempt_is_still_shown_when_questions_have_changed(
    course: Course, tmp_path: Path, learner_client: Client
) -> None:
    address = send(learner_client, RIGHT)["Location"]
    spec = "kind: quiz\nminutes: 1\nquestions:\n  - {id: q8, kind: text, accept: [x]}\n"
    words = "title: New\nquestions:\n  q8: {prompt: Say x.}\n"
    files = {**pack_files(), QUIZ + "activity.yaml": spec.encode(), QUIZ + "en.yaml": words.encode()}
    import_files(tmp_path, files)
    response = learner_client.get(address)
    assert response.status_code == 200
    assert "Say x." in response.content.decode()
