"""A lesson on the wall and on paper."""

import pytest
from django.test import Client

from lyceum.courses.models import ActivityText, Course
from lyceum.people.models import Profile
from tests.conftest import make_member, sign_in
from tests.teaching.conftest import make_class


@pytest.fixture
def educator(course: Course) -> Profile:
    someone = make_member("eve")
    make_class("Blue", [someone], [])
    return someone


def page(client: Client, course: Course, key: str, asked: str) -> str:
    answer = client.get(f"/en/courses/{course.slug}/{key}/?{asked}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_one_section_at_a_time(course: Course, client: Client) -> None:
    text = ActivityText.objects.filter(activity__course=course, activity__key="hello", language="en")
    text.update(body_html="<p>Begin.</p><h2>One</h2><p>1</p><h2 id='b'>Two</h2><p>2</p>")
    first = page(client, course, "hello", "show=1")
    assert "Begin." in first
    assert "<h2>One" not in first
    assert 'rel="next" href="?show=2"' in first
    assert 'rel="prev"' not in first
    last = page(client, course, "hello", "show=3")
    assert "<p>2</p>" in last
    assert 'rel="next"' not in last
    for odd in ("0", "99", "x", "-1", "9" * 50, ""):
        page(client, course, "hello", f"show={odd}")
    assert "sessionid" not in client.cookies


def test_paper_has_the_address_in_letters_and_as_a_code(course: Course, client: Client) -> None:
    for key in ("hello", "check"):
        paper = page(client, course, key, "print=1")
        assert f"/en/courses/{course.slug}/{key}/</p>" in paper
        assert 'class="qr"' in paper
    assert "☐" in page(client, course, "check", "print=1")


def test_answers_are_printed_for_educators_only(course: Course, client: Client, educator: Profile) -> None:
    for other in (client, sign_in(make_member("otto"))):
        paper = page(other, course, "check", "print=answers")
        assert "☒" not in paper
        assert "With answers" not in paper
    assert "☒" in page(sign_in(educator), course, "check", "print=answers")
    assert "With answers" in page(sign_in(educator), course, "check", "print=1")
