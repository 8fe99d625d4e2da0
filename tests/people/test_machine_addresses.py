"""Addresses for machines are nobody's: no session, no profile, the same for all."""

import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from lyceum.people.models import Profile
from tests.courses.factories import import_files

#: Address and what it asks of the database itself.
MACHINE = {
    # Whether the course it belongs to is everybody's.
    "{media}": 1,
    "/schemas/pack/1/pack.json": 0,
    "/sw.js": 0,
    "/manifest.webmanifest?language=ar": 0,
    "/robots.txt": 0,
    "/health": 1,
    "/sitemap.xml": 2,
}


@pytest.mark.parametrize("address", MACHINE)
def test_nobody_is_looked_up(
    address: str, learner_client: Client, tmp_path: Path, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    import_files(tmp_path)
    page = learner_client.get("/en/courses/tiny/hello/").content.decode()
    media = re.search(r'/packs/media/[^"]+', page)
    assert media is not None
    with django_assert_num_queries(MACHINE[address]):
        answer = learner_client.get(address.format(media=media[0]))
        for close in answer._resource_closers:  # the file only: `close` would end the test's own database connection
            close()
    assert answer.status_code == 200
    assert not answer.wsgi_request.session.accessed
    assert "cookie" not in answer.get("Vary", "").lower()
    assert not answer.cookies


def test_a_page_without_its_language_leads_to_the_persons(learner: Profile, learner_client: Client) -> None:
    Profile.objects.filter(pk=learner.pk).update(language="es")
    assert learner_client.get("/courses/", headers={"accept-language": "ru"})["Location"] == "/es/courses/"
    assert Client().get("/courses/", headers={"accept-language": "ru"})["Location"] == "/ru/courses/"
    assert learner_client.get("/no-such-page").status_code == 404


@pytest.mark.parametrize(
    ("asked", "language", "direction"), [("ar", "ar", "rtl"), ("zh-Hans", "zh-Hans", "ltr"), ("xx", "en", "ltr")]
)
def test_the_manifest_speaks_the_language_of_the_page(asked: str, language: str, direction: str) -> None:
    said = Client().get("/manifest.webmanifest", {"language": asked}).json()
    assert (said["lang"], said["dir"]) == (language, direction)
    assert ("public place" in said["description"]) is (language == "en")
