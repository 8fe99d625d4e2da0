"""A discussion as its author changes it in the browser."""

# ruff: noqa: F811  (fixtures)

from pathlib import Path

from django.test import Client

from lyceum.authoring.services import copies
from lyceum.authoring.services.files import tree_of
from lyceum.people.api import Institution, Profile
from tests.authoring.conftest import actor_for, author, author_client, school  # noqa: F401  (fixtures)
from tests.authoring.forms import post_form
from tests.courses.factories import write_zip
from tests.talk.test_discussions import TALK, with_discussion


def test_an_author_changes_it_in_the_browser(
    tmp_path: Path, author: Profile, author_client: Client, school: Institution
) -> None:
    source = write_zip(tmp_path / "talk.zip", with_discussion())
    copy = copies.import_zip(actor=actor_for(author), source=source, institution=school)
    url, before = f"/en/authoring/{copy.uuid}/steps/talk/", tree_of(copy).digest
    post_form(author_client, url, do="save")
    assert tree_of(copy).digest == before, "saving what was shown changes nothing"
    post_form(author_client, url, do="save", **{"needs.replies": "2", "needs.posts": ""})
    assert tree_of(copy).data(TALK + "activity.yaml")["needs"] == {"replies": 2}
    assert "Name a rule" in author_client.get(f"/en/authoring/{copy.uuid}/preview/en/talk/").content.decode()
