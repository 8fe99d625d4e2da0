"""What search engines are told."""

import re
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from lyceum.courses.models import Course
from lyceum.kit import languages

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
LINK = "{http://www.w3.org/1999/xhtml}link"


def test_the_sitemap_has_every_page_in_every_language(
    course: Course, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):  # courses; their steps
        answer = client.get("/sitemap.xml")
    found = {url.findtext(LOC, ""): url for url in ElementTree.fromstring(answer.content)}
    steps = course.activities.filter(retired_at=None).count()
    assert len(found) == 6 * (5 + 1 + steps)
    hello = found["http://testserver/ar/courses/tiny/hello/"]
    assert {link.get("hreflang", "").lower() for link in hello.findall(LINK)} == {
        code.lower() for code in languages.CODES
    }
    for address in found:
        assert client.get(address).status_code == 200, address


def test_an_unpublished_course_is_not_told(course: Course, client: Client) -> None:
    Course.objects.update(is_published=False)
    assert "/courses/tiny/" not in client.get("/sitemap.xml").content.decode()


def test_robots_may_read_lessons_and_not_what_is_somebodys_own(db: None, client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    assert re.search(r"^Sitemap: http://testserver/sitemap.xml$", text, re.MULTILINE)
    rules = RobotFileParser()
    # The standard library knows no wildcards; each language in its place says the same.
    rules.parse(text.replace("/*/", "/fr/").splitlines())
    for path in ("/fr/", "/fr/courses/tiny/hello/", "/fr/code/sum/"):
        assert rules.can_fetch("anybot", path), path
    for path in ("/fr/my/", "/fr/account/settings/", "/fr/search/?q=x", "/fr/code/submissions/1/"):
        assert not rules.can_fetch("anybot", path), path
