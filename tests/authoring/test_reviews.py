"""Nobody publishes alone: reviews, what they show, versions and the way back."""

from typing import Any

import pytest
from django.test import Client

from lyceum.authoring.models import Collaborator, WorkingCopy
from lyceum.authoring.services import copies, outline, publishing, reviews
from lyceum.authoring.services.files import tree_of
from lyceum.authoring.versions import approval_digest
from lyceum.courses.api import Course, import_files
from lyceum.people.api import SYSTEM, Institution, NotAllowed, Profile
from tests.authoring.conftest import actor_for, join
from tests.authoring.forms import post_form, words
from tests.conftest import sign_in
from tests.courses.factories import pack_files, replaced


def review_url(copy: WorkingCopy) -> str:
    return f"/en/authoring/{copy.uuid}/review/"


@pytest.fixture
def taken(author: Profile, published: Course) -> WorkingCopy:
    return copies.take_up(actor=actor_for(author), course=published)


def edit(client: Client, copy: WorkingCopy, key: str, **changed: Any) -> None:
    assert post_form(client, f"/en/authoring/{copy.uuid}/steps/{key}/", do="save", **changed).status_code == 302


def approve(client: Client, copy: WorkingCopy) -> Any:
    return client.post(review_url(copy), {"do": "approve", "digest": approval_digest(tree_of(copy))})


def test_from_writing_to_published(author_client: Client, reviewer_client: Client, taken: WorkingCopy) -> None:
    edit(author_client, taken, "hello", title="Hello, everyone")
    edit(author_client, taken, "check", **{"q.q1.answer": "c", "q.q1.prompt": "Which is **truly right**?"})
    outline.add_activity(actor=actor_for(taken.created_by), copy=taken, unit_key="more", kind="reading", title="New")
    edit(author_client, taken, "new", body="Some words.")
    page = words(author_client.get(review_url(taken)).content)
    assert "2 steps changed, 1 step added." in page
    assert "Right answer changed" in page
    assert "truly" in page
    author_client.post(review_url(taken), {"do": "publish", "version": "1.1.0"})
    assert Course.objects.get().version == "1.0.0"
    author_client.post(review_url(taken), {"do": "ask", "note": "Please look at the quiz."})
    assert "Please look at the quiz." in words(reviewer_client.get(review_url(taken)).content)
    once = "7d9f6f3e-0d7c-4c39-9a55-3b3b8f1f0c11"
    for _ in range(2):
        reviewer_client.post(review_url(taken), {"do": "comment", "key": "check", "text": "Why c?", "once": once})
    assert words(author_client.get(review_url(taken)).content).count("Why c?") == 1
    author_client.post(review_url(taken), {"do": "approve", "digest": "x"})
    taken.refresh_from_db()
    assert taken.state == "review"
    approve(reviewer_client, taken)
    taken.refresh_from_db()
    assert taken.state == "approved"
    assert 'value="1.1.0"' in author_client.get(review_url(taken)).content.decode()
    author_client.post(review_url(taken), {"do": "publish", "version": "1.1.0"})
    course = Course.objects.get()
    assert (course.version, course.institution) == ("1.1.0", taken.institution)
    assert "Hello, everyone" in words(Client().get("/en/courses/tiny/hello/").content)
    page = words(author_client.get(f"/en/authoring/{taken.uuid}/versions/").content)
    assert "1.1.0" in page
    assert "1.0.0" in page
    newest = course.versions.order_by("-pk")[0]
    shown = words(author_client.get(f"/en/authoring/{taken.uuid}/versions/?version={newest.pk}").content)
    assert "2 steps changed" in shown


def test_an_approval_is_of_one_text(author_client: Client, reviewer_client: Client, taken: WorkingCopy) -> None:
    edit(author_client, taken, "hello", title="One")
    author_client.post(review_url(taken), {"do": "ask"})
    seen = approval_digest(tree_of(taken))
    edit(author_client, taken, "hello", title="Two")
    reviewer_client.post(review_url(taken), {"do": "approve", "digest": seen})
    taken.refresh_from_db()
    assert taken.state == "review"
    approve(reviewer_client, taken)
    edit(author_client, taken, "hello", title="Three")
    author_client.post(review_url(taken), {"do": "publish", "version": "1.0.1"})
    assert Course.objects.get().version == "1.0.0"


def test_a_sole_author_does_not_review_themselves(school: Institution, taken: WorkingCopy) -> None:
    boss = join(school, "adam", "admin")
    Collaborator.objects.filter(copy=taken).update(profile=boss)
    copies.add_medium(actor=actor_for(boss), copy=taken, name="a.svg", content=pack_files()["media/square.svg"])
    reviews.ask_for_review(actor=actor_for(boss), copy=taken, note="")
    with pytest.raises(NotAllowed):
        reviews.decide(actor=actor_for(boss), copy=taken, approve=True, answer="", seen="")


def test_an_installation_may_let_one_person_decide(school: Institution, taken: WorkingCopy, settings: Any) -> None:
    boss, actor = join(school, "adam", "admin"), None
    actor = actor_for(boss)
    outline.add_unit(actor=actor, copy=taken, title="More to come")
    outline.add_activity(actor=actor, copy=taken, unit_key="more-to-come", kind="quiz", title="Empty")
    with pytest.raises(publishing.NotApproved):
        publishing.publish(actor=actor, copy=taken, version="1.1.0")
    settings.PUBLISH_NEEDS_REVIEW = False
    with pytest.raises(reviews.HasErrors):
        publishing.publish(actor=actor, copy=taken, version="1.1.0")
    outline.remove(actor=actor, copy=taken, key="empty")
    outline.remove(actor=actor, copy=taken, key="more-to-come", is_unit=True)
    outline.move_activity(actor=actor, copy=taken, key="end", unit_key="more", position=0)
    for bad in ("1.0.0", "0.9.0", "one", ""):
        with pytest.raises(publishing.BadVersion):
            publishing.publish(actor=actor, copy=taken, version=bad)
    assert publishing.publish(actor=actor, copy=taken, version="1.0.1").version == "1.0.1"
    first = Course.objects.get().versions.order_by("pk")[0]
    publishing.bring_back(actor=actor, copy=taken, version=first)
    publishing.publish(actor=actor, copy=taken, version="1.0.2")
    assert [step.key for step in tree_of(taken).units[1].activities] == ["extra", "end"]


def test_a_version_from_elsewhere_is_brought_in_first(author: Profile, taken: WorkingCopy, settings: Any) -> None:
    settings.PUBLISH_NEEDS_REVIEW = False
    Collaborator.objects.filter(copy=taken).update(role="author")
    client = sign_in(author)
    edit(client, taken, "hello", title="Mine")
    newer = replaced(pack_files(), "pack.yaml", "version: 1.0.0", "version: 1.1.0")
    import_files(actor=SYSTEM, files=replaced(newer, "units/02-more/end/en.md", "Bye.", "Good bye."))
    page = words(client.get(f"/en/authoring/{taken.uuid}/versions/").content)
    assert "A newer version came from elsewhere" in page
    client.post(f"/en/authoring/{taken.uuid}/versions/", {"do": "take-over"})
    tree = tree_of(taken)
    assert tree.page("units/02-more/end/en.md").body == "Good bye.\n"
    assert tree.page("units/01-start/hello/en.md").head["title"] == "Mine"
    assert tree.manifest["version"] == "1.1.0"


def test_people_are_asked_within_the_institution(author_client: Client, second: Profile, taken: WorkingCopy) -> None:
    url = f"/en/authoring/{taken.uuid}/people/"
    assert author_client.post(url, {"do": "ask", "username": "nobody", "role": "author"}).status_code == 422
    assert author_client.post(url, {"do": "ask", "username": "BELA", "role": "translator"}).status_code == 302
    client = sign_in(second)
    assert client.get(f"/en/authoring/{taken.uuid}/").status_code == 200
    assert client.get(f"/en/authoring/{taken.uuid}/translate/fr/hello/").status_code == 200
    assert client.get(f"/en/authoring/{taken.uuid}/steps/hello/").status_code == 403
    assert client.post(f"/en/authoring/{taken.uuid}/", {"do": "remove:hello"}).status_code == 403
    row = Collaborator.objects.get(copy=taken, profile=second)
    author_client.post(url, {"do": "release", "person": row.pk})
    assert client.get(f"/en/authoring/{taken.uuid}/").status_code == 404
    author_client.post(url, {"do": "release", "person": Collaborator.objects.get().pk})
    assert Collaborator.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_reviewers_and_authors_are_told(author_client: Client, reviewer: Profile, taken: WorkingCopy) -> None:
    edit(author_client, taken, "hello", title="Hello, everyone")
    author_client.post(review_url(taken), {"do": "ask"})
    client = sign_in(reviewer)
    assert "waits for your review" in words(client.get("/en/notices/").content)
    approve(client, taken)
    assert "was reviewed" in words(author_client.get("/en/notices/").content)
