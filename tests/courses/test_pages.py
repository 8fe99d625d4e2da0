"""The pages of courses, as people and caches see them."""

import random
import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from lyceum.courses.models import ActivityText, Course, Enrolment, Progress
from lyceum.courses.packs.kinds.base import FRAME
from lyceum.people.api import Profile
from tests.conftest import sign_in
from tests.courses.factories import MORE, READING, SVG, changed, import_files, pack_files, replaced, with_problem

COURSE = "/en/courses/tiny/"
HELLO = COURSE + "hello/"


def text_of(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def main_of(html: str) -> str:
    return html[html.index("<main") : html.index("</main>")]


def lit(html: str) -> list[str]:
    return re.findall(r'class="btn lit"', html)


def test_the_list_shows_courses_with_time_size_and_one_lit_step(course: Course, client: Client) -> None:
    html = text_of(client, "/en/courses/")
    for part in ("A tiny course", "Two units about very little.", "KB", "3 languages", f'href="{COURSE}"'):
        assert part in html
    assert len(lit(html)) == 1


def test_an_empty_list_says_so(db: None, client: Client) -> None:
    assert "There is no course on this installation yet." in text_of(client, "/en/courses/")


def test_a_visitor_sees_the_outline_and_where_to_begin(course: Course, client: Client) -> None:
    html = text_of(client, COURSE)
    for part in (
        "<h1 >A tiny course</h1>",
        "Hello, reader",
        "4 min",
        "optional",
        "CC-BY-4.0",
        "9 to 12",
        "Count to <code>3</code>",
    ):
        assert part in html
    assert 'class="btn lit" href="hello/"' in html
    assert len(lit(html)) == 1
    assert "<script" not in main_of(html)


def test_the_pages_of_visitors_can_be_kept_by_caches(course: Course, client: Client) -> None:
    for path in ("/en/courses/", COURSE):
        response = client.get(path)
        assert "public" in response["Cache-Control"]
        assert "Set-Cookie" not in response.headers
        assert not response.cookies
        assert not response.wsgi_request.session.accessed
        assert "Cookie" in response["Vary"]


def test_the_pages_of_people_are_their_own(course: Course, learner_client: Client) -> None:
    for path in ("/en/courses/", COURSE):
        assert "private" in learner_client.get(path)["Cache-Control"]


def test_taking_a_course_leads_to_its_first_step(course: Course, learner: Profile, learner_client: Client) -> None:
    assert "Take this course" in text_of(learner_client, COURSE)
    for _ in range(2):
        response = learner_client.post(COURSE)
        assert (response.status_code, response["Location"]) == (302, HELLO)
    assert Enrolment.objects.get(profile=learner).course == course
    html = text_of(learner_client, COURSE)
    assert "0 of 3 steps done" in html
    assert "Continue:" in html
    assert len(lit(html)) == 1


def test_a_forged_post_takes_no_course(course: Course, learner: Profile) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = sign_in(learner).cookies
    assert client.post(COURSE).status_code == 403
    assert client.post(HELLO).status_code == 403
    assert Enrolment.objects.count() == 0


def test_reading_to_the_end_goes_on_and_is_kept(course: Course, learner_client: Client) -> None:
    assert "I have read this, go on" in text_of(learner_client, HELLO)
    response = learner_client.post(HELLO)
    assert response["Location"] == COURSE + "check/"
    assert "Go on" in text_of(learner_client, HELLO)
    assert "1 of 3 steps done" in text_of(learner_client, COURSE)
    learner_client.post(COURSE + "end/")
    html = text_of(learner_client, COURSE)
    assert 'aria-current="step"' in html
    assert "2 of 3 steps done" in html


def test_a_visitor_who_reads_becomes_a_guest_and_loses_nothing(course: Course, client: Client) -> None:
    text_of(client, HELLO)
    assert Profile.objects.count() == 0
    client.post(HELLO)
    guest = Profile.objects.get()
    assert Progress.objects.get(profile=guest).state == Progress.State.DONE
    assert "1 of 3 steps done" in text_of(client, COURSE)


def test_a_finished_course_says_so(course: Course, learner_client: Client) -> None:
    for key in ("hello", "check", "end"):
        learner_client.post(f"{COURSE}{key}/", {"q.q1": "b", "anyway": "1"})
    Progress.objects.update(state=Progress.State.DONE)
    html = text_of(learner_client, COURSE)
    assert "Finished" in html
    assert len(lit(html)) == 1


def test_a_reading_has_pictures_code_maths_and_callouts_and_no_script(course: Course, client: Client) -> None:
    html = text_of(client, HELLO)
    for part in (
        "<figure data-bytes=",
        "<msup><mi>a</mi><mn>2</mn></msup>",
        "<b>Try it</b>",
        '<span class="hb">print</span>',
        "<h1 >Hello, reader",
    ):
        assert part in html
    assert "<script" not in main_of(html)
    assert "style=" not in main_of(html)
    assert len(lit(html)) == 1


def test_links_between_activities_lead_somewhere(course: Course, client: Client) -> None:
    for page in (COURSE, HELLO):
        for link in re.findall(r'href="([^"#]+)"', main_of(text_of(client, page))):
            assert client.get(urljoin(page, link), follow=True).status_code == 200, link


def test_what_is_not_translated_is_shown_in_the_best_other_language_and_says_so(course: Course, client: Client) -> None:
    html = text_of(client, "/ar/courses/tiny/hello/")
    assert 'lang="en" dir="ltr"' in html
    assert '<article class="prose lesson" lang="en" dir="ltr">' in html
    assert "English" in html
    assert "العربية" in html
    assert '<html lang="ar" dir="rtl"' in html


def test_in_french_what_is_french_is_french_and_the_rest_is_marked(course: Course, client: Client) -> None:
    html = text_of(client, "/fr/courses/tiny/")
    assert "Un tout petit cours" in html
    assert '<span lang="en" dir="ltr">Check yourself' in html
    assert "<span >Bonjour" in html
    assert "Quelques mots." in text_of(client, "/fr/courses/tiny/hello/")


def test_what_is_not_there_is_not_found(course: Course, client: Client) -> None:
    for path in (
        "/en/courses/nothing/",
        COURSE + "nothing/",
        "/packs/media/" + "0" * 64 + ".svg",
        "/schemas/pack/1/nothing.json",
    ):
        assert client.get(path).status_code == 404


def test_a_hidden_course_is_for_operators(course: Course, client: Client, operator_client: Client) -> None:
    Course.objects.update(is_published=False)
    for path in (COURSE, HELLO):
        assert client.get(path).status_code == 404
        assert operator_client.get(path).status_code == 200
    assert "A tiny course" not in text_of(client, "/en/courses/")


def test_a_retired_step_is_not_found_and_its_course_goes_on(course: Course, tmp_path: Path, client: Client) -> None:
    without = {path: content for path, content in pack_files().items() if not path.startswith(MORE)}
    import_files(tmp_path, changed(without, "units/02-more/unit.yaml", "activities: [end]\n"))
    assert client.get(COURSE + "extra/").status_code == 404
    assert "An extra" not in text_of(client, COURSE)


def test_a_new_version_is_seen_at_once(course: Course, tmp_path: Path, client: Client) -> None:
    assert "Hello, reader" in text_of(client, COURSE)
    import_files(tmp_path, replaced(pack_files(), "units/01-start/hello/en.md", "Hello, reader", "Good day"))
    html = text_of(client, COURSE)
    assert "Good day" in html
    assert "Hello, reader" not in html


def test_a_picture_is_served_as_what_it_is_and_can_run_nothing(course: Course, client: Client) -> None:
    address = re.search(r'/packs/media/[^"]+', text_of(client, HELLO))
    assert address is not None
    response = client.get(address[0])
    assert b"".join(response.streaming_content) == SVG.encode()  # type: ignore[attr-defined]
    assert response["Content-Type"] == "image/svg+xml"
    assert response["Content-Security-Policy"].startswith("sandbox;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in response["Cache-Control"]
    assert client.post(address[0]).status_code == 405


def test_the_schemas_are_published(client: Client, db: None) -> None:
    response = client.get("/schemas/pack/1/activity-quiz.json")
    assert response["Content-Type"] == "application/schema+json"
    assert response.json()["$id"] == "urn:lyceum:pack:1:activity-quiz"


def test_sizes_that_pages_promise_are_about_right(course: Course, client: Client) -> None:
    html = client.get(HELLO, headers={"accept-encoding": "gzip"})
    real = int(html["Content-Length"])
    promised = ActivityText.objects.get(activity__key="hello", language="en").size
    assert real <= promised <= real + FRAME


def test_queries_of_a_course_page_do_not_grow(
    course: Course, tmp_path: Path, learner_client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    learner_client.post(COURSE)
    cache.clear()
    with django_assert_max_num_queries(9):
        learner_client.get(COURSE)
    with django_assert_max_num_queries(6):
        learner_client.get(COURSE)
    files = pack_files()
    keys = [f"r{number}" for number in range(60)]
    for key in keys:
        files |= {f"units/02-more/{key}/activity.yaml": b"kind: reading\nminutes: 1\n"}
        files |= {f"units/02-more/{key}/en.md": f"---\ntitle: {key}\n---\nx\n".encode()}
    large = import_files(
        tmp_path, changed(files, "units/02-more/unit.yaml", f"activities: [extra, end, {', '.join(keys)}]\n")
    )
    now = large.updated_at
    others = Profile.objects.bulk_create([Profile() for _ in range(30)])
    Enrolment.objects.bulk_create(
        [Enrolment(profile=other, course=large, enrolled_at=now, last_at=now) for other in others]
    )
    with django_assert_max_num_queries(9):
        learner_client.get(COURSE)
    with django_assert_max_num_queries(6):
        assert b"r59" in learner_client.get(COURSE).content


@pytest.mark.parametrize(("path", "most"), [("/en/courses/", 7), (HELLO, 7), (COURSE + "check/", 8)])
def test_queries_of_the_other_pages(
    course: Course, learner_client: Client, path: str, most: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    learner_client.post(HELLO)
    learner_client.get(path)
    with django_assert_max_num_queries(most):
        learner_client.get(path)


def test_a_visitors_pages_need_few_queries(
    course: Course, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(COURSE)
    with django_assert_max_num_queries(2):
        client.get(COURSE)
    with django_assert_max_num_queries(2):
        Client().get(HELLO)


def test_a_graded_program_is_shown_with_the_course_around_it(db: None, tmp_path: Path, client: Client) -> None:
    import_files(tmp_path, with_problem())
    html = text_of(client, COURSE + "sum/")
    for part in ("Add two numbers.", "A tiny course", "Step 2 of 3", f'href="{COURSE}end/"', f'href="{COURSE}extra/"'):
        assert part in html


def test_addresses_have_names(course: Course) -> None:
    assert reverse("course", args=["tiny"]) == COURSE
    assert reverse("activity", args=["tiny", "hello"]) == HELLO


def test_the_footer_counts_the_pictures_of_the_lesson(tmp_path: Path, db: None, client: Client) -> None:
    def told(files: dict[str, bytes]) -> int:
        import_files(tmp_path, files)
        found = re.search(r"This page: (\d+)\sKB", text_of(client, HELLO))
        assert found is not None
        return int(found[1])

    plain = told(pack_files())
    drawing = b"\x89PNG\r\n\x1a\n" + random.Random(1).randbytes(50 * 1024)
    files = changed(pack_files(), "media/large.png", drawing)
    lesson = files[f"{READING}en.md"].decode() + "\n![A large drawing](media/large.png)\n"
    assert told(changed(files, f"{READING}en.md", lesson)) - plain in {50, 51}
