"""What other apps get from courses."""

from pathlib import Path

import pytest
from django.core.cache import cache
from pytest_django import DjangoAssertNumQueries

from lyceum.courses import api
from lyceum.courses.models import Course
from lyceum.courses.services import learning
from lyceum.people.api import Actor, Profile
from tests.courses.factories import import_files, pack_files, replaced


@pytest.fixture
def actor(learner: Profile) -> Actor:
    return Actor(learner.account, learner)


def finish(actor: Actor, course: Course, *keys: str) -> None:
    for key in keys:
        learning.finish(actor=actor, activity=course.activities.select_related("course").get(key=key))


def test_the_list_is_in_the_best_language(course: Course) -> None:
    assert [(item.title, item.language) for item in api.course_list("fr")] == [("Un tout petit cours", "fr")]
    listed = api.course_list("ar")[0]
    assert (listed.title, listed.language, listed.tile_id) == ("A tiny course", "en", "course:tiny")
    assert listed.size == sum(step.size for step in api.outline_of(course, "en").steps)


def test_continue_points_are_where_one_goes_on_latest_first(course: Course, tmp_path: Path, actor: Actor) -> None:
    assert api.continue_points(actor, "en") == []
    assert api.continue_points(Actor(), "en") == []
    finish(actor, course, "hello")
    other = import_files(tmp_path, replaced(pack_files(), "pack.yaml", "id: tiny", "id: other"))
    finish(actor, other, "hello", "check")
    first, second = api.continue_points(actor, "fr")
    assert (first.url, first.done, first.total, first.is_finished) == ("/en/courses/other/end/", 2, 3, False)
    assert (second.title, second.language, second.course_title, second.minutes) == (
        "Check yourself",
        "en",
        "Un tout petit cours",
        3,
    )
    finish(actor, other, "end")
    done = api.continue_points(actor, "en")[0]
    assert (done.is_finished, done.url, done.minutes) == (True, "/en/courses/other/", 0)


def test_results_tell_what_was_done(course: Course, actor: Actor) -> None:
    learning.see(actor=actor, activity=course.activities.get(key="extra"))
    finish(actor, course, "hello")
    check = course.activities.select_related("course").get(key="check")
    learning.attempt(actor=actor, activity=check, score=0.5)
    (result,) = api.results_of(actor, "fr")
    assert (result.title, result.language, result.done, result.total) == ("Un tout petit cours", "fr", 1, 3)
    rows = [(row.title, row.language, row.is_done, row.has_score, row.score) for row in result.rows]
    assert rows == [("Bonjour", "fr", True, False, 1.0), ("Check yourself", "en", False, True, 0.5)]
    assert api.results_of(Actor(), "en") == []


@pytest.mark.parametrize(
    ("query", "language", "titles"),
    [
        ("tiny", "en", ["A tiny course"]),
        ("TINY course", "en", ["A tiny course"]),
        ("unités", "en", ["A tiny course"]),
        ("UNITÉS", "fr", ["Un tout petit cours"]),
        ("check", "fr", ["Check yourself"]),
        ("bonjour", "en", ["Hello, reader"]),
        ("nothing of the kind", "en", []),
        ("", "en", []),
        ("%", "en", []),
        ("_", "en", []),
        ("' OR 1=1 --", "en", []),
    ],
)
def test_search_looks_through_all_languages_and_answers_in_ones_own(
    course: Course, query: str, language: str, titles: list[str]
) -> None:
    assert [hit.title for hit in api.search(query, language)] == titles


def test_search_does_not_find_what_is_hidden(course: Course) -> None:
    Course.objects.update(is_published=False)
    assert api.search("tiny", "en") == api.search("hello", "en") == []


def test_queries_do_not_grow_with_rows(
    course: Course, tmp_path: Path, actor: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(4):
        other = import_files(tmp_path, replaced(pack_files(), "pack.yaml", "id: tiny", f"id: other{number}"))
        finish(actor, other, "hello")
    cache.clear()
    api.continue_points(actor, "en")
    with django_assert_num_queries(2):
        assert len(api.continue_points(actor, "en")) == 4
    with django_assert_num_queries(3):
        assert len(api.results_of(actor, "en")) == 4
    with django_assert_num_queries(2):
        assert len(api.course_list("en")) == 5


def test_the_sitemap_has_every_page_once(course: Course) -> None:
    pages = {(route, arguments.get("key")) for route, arguments, _ in api.pages_for_sitemap()}
    assert pages == {("course", None), *(("activity", key) for key in ("hello", "check", "extra", "end"))}
    assert len(api.pages_for_sitemap()) == len(pages)
