"""Discussions: a class's own, approved before they are shown, reported and decided, safe and quick."""

# ruff: noqa: F811  (fixtures)

import re
import uuid
from datetime import timedelta
from pathlib import Path
from textwrap import dedent

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from lyceum.courses.models import Activity, Progress
from lyceum.kit import clock
from lyceum.notices.models import Notice
from lyceum.people.api import NotAllowed, Profile
from lyceum.people.models import ClassMember
from lyceum.talk import personal_data
from lyceum.talk.models import Edit, Forum, Post, Report, Topic
from lyceum.talk.services import moderation, posts, topics
from lyceum.talk.wording import as_html
from tests.conftest import sign_in
from tests.courses.conftest import Parallel, in_parallel  # noqa: F401  (fixture)
from tests.courses.factories import changed, import_files, pack_files, replaced
from tests.courses.test_reader import errors_of
from tests.works.conftest import School, actor, make_class, school  # noqa: F401  (fixture)

TALK = "units/02-more/talk/"
URL = "/en/courses/tiny/talk/"
FILES = {
    TALK + "activity.yaml": """
        kind: discussion
        minutes: 10
        needs: {posts: 1, replies: 1}
        """,
    TALK + "en.md": """
        ---
        title: What is a good rule?
        ---
        Name a rule and say *why*.
        """,
}


def with_discussion() -> dict[str, bytes]:
    files = pack_files() | {path: dedent(text).lstrip("\n").encode() for path, text in FILES.items()}
    return changed(files, "units/02-more/unit.yaml", "activities: [extra, talk, end]\n")


@pytest.fixture
def topic(db: None, tmp_path: Path) -> Topic:
    import_files(tmp_path, with_discussion())
    return Topic.objects.get()


def write(school: School, topic: Topic, author: Profile, text: str = "Be kind.", parent: Post | None = None) -> Post:
    return posts.write(
        actor=actor(author), topic=topic, school_class=school.room, once=uuid.uuid4(), text=text, parent=parent
    )


def approve(school: School, post: Post, edition: int = 1) -> Post:
    return moderation.approve(actor=actor(school.educator), post=post, edition=edition)


def state(profile: Profile) -> int:
    return Progress.objects.get(profile=profile, activity__key="talk").state


BROKEN = [
    ("activity.yaml", "posts: 1", "posts: 0", 3, "out_of_range"),
    ("activity.yaml", "replies: 1", "answers: 1", 3, "unknown_key"),
    ("en.md", "title: What is a good rule?", "name: x", 2, "unknown_key"),
]


@pytest.mark.parametrize(("name", "old", "new", "line", "code"), BROKEN)
def test_what_is_wrong_in_a_pack_is_named_with_its_line(name: str, old: str, new: str, line: int, code: str) -> None:
    found = errors_of(replaced(with_discussion(), TALK + name, old, new))
    assert (TALK + name, line, code) in found, found


def test_a_post_is_shown_once_approved_and_counts_then(school: School, topic: Topic) -> None:
    author, mate = school.learners[:2]
    client, other = sign_in(author), sign_in(mate)
    assert client.post(URL, {"do": "write", "text": "Share <b>tools</b>"}).status_code == 303
    post = Post.objects.get()
    assert post.state == Post.State.WAITING
    assert "once an educator has approved" in client.get(URL).content.decode()
    assert "tools" not in other.get(URL).content.decode()
    educator = sign_in(school.educator)
    assert "tools" in educator.get("/en/talk/").content.decode()
    assert educator.post(f"/en/talk/{post.uuid}/", {"do": "approve", "edition": "1"}).status_code == 302
    page = other.get(URL).content.decode()
    assert "Share &lt;b&gt;tools&lt;/b&gt;" in page
    assert "A classmate" in page, "this class does not show names"
    assert state(author) != Progress.State.DONE, "a reply is needed as well"
    assert Notice.objects.filter(profile=school.educator, kind="talk.waiting").count() == 1


def test_enough_finishes_it_and_who_is_answered_is_told(
    school: School,
    topic: Topic,
    django_capture_on_commit_callbacks,  # type: ignore[no-untyped-def]
) -> None:
    author, mate = school.learners[:2]
    with django_capture_on_commit_callbacks(execute=True):
        thread = approve(school, write(school, topic, author))
        approve(school, write(school, topic, mate, "Mine"))
        reply = write(school, topic, mate, "Why?", thread)
        assert not Notice.objects.filter(kind="talk.reply").exists()
        approve(school, reply)
    assert state(mate) == Progress.State.DONE
    assert state(author) == Progress.State.ATTEMPTED
    told = Notice.objects.get(kind="talk.reply")
    assert told.profile_id == author.pk
    assert sign_in(author).get("/en" + told.path).status_code == 200


def test_a_trusted_class_reads_at_once(school: School, topic: Topic) -> None:
    sign_in(school.educator).post(URL, {"do": "rules", "trusts": "on"})
    assert Forum.objects.get().trusts
    assert write(school, topic, school.learners[0]).state == Post.State.SHOWN
    learner = sign_in(school.learners[0])
    assert learner.post(URL, {"do": "rules", "trusts": "on"}).status_code == 403


def test_another_class_sees_and_does_nothing(school: School, topic: Topic) -> None:
    post = approve(school, write(school, topic, school.learners[0], "Only ours"))
    foreign = sign_in(school.foreign)
    assert "Only ours" not in foreign.get(URL).content.decode()
    assert foreign.get(f"{URL}?class={school.room.uuid}").status_code == 404
    assert foreign.get(f"{URL}?thread={post.uuid}").status_code == 404
    assert foreign.post(f"/en/talk/{post.uuid}/", {"do": "hide", "edition": "1"}).status_code == 404
    for do in ("report", "remove", "edit", "arrange"):
        assert foreign.post(URL, {"do": do, "post": str(post.uuid), "text": "x"}).status_code == 404
    with pytest.raises(NotAllowed):
        write(school, topic, school.foreign)
    with pytest.raises(NotAllowed):
        moderation.hide(actor=actor(school.foreign), post=post, edition=1)
    with pytest.raises(NotAllowed):
        moderation.approve(actor=actor(school.learners[0]), post=post, edition=1)
    ClassMember.objects.filter(profile=school.learners[0]).update(left_at=clock.now())
    with pytest.raises(NotAllowed):
        write(school, topic, school.learners[0])


def test_a_reply_stays_in_its_class_and_a_closed_profile_writes_to_nobody(school: School, topic: Topic) -> None:
    second = make_class("red", school.educator, [school.foreign])
    post = approve(school, write(school, topic, school.learners[0]))
    with pytest.raises(NotAllowed):
        posts.write(
            actor=actor(school.educator), topic=topic, school_class=second, once=uuid.uuid4(), text="x", parent=post
        )
    waiting = write(school, topic, school.learners[1])
    with pytest.raises(NotAllowed):
        write(school, topic, school.learners[0], parent=waiting)
    Profile.objects.filter(pk=school.learners[2].pk).update(is_closed=True)
    with pytest.raises(NotAllowed):
        write(school, topic, Profile.objects.get(pk=school.learners[2].pk))


def test_who_is_in_no_class_reads_the_prompt_and_goes_on(topic: Topic) -> None:
    client = Client()
    page = client.get(URL).content.decode()
    assert "Name a rule" in page
    assert "You are in no class now" in page
    assert client.post(URL, {"do": "write", "text": "x"}).status_code == 403
    assert client.post(URL, {"read": "1"}).status_code == 302
    assert Progress.objects.get(activity__key="talk").state == Progress.State.DONE
    assert not Post.objects.exists()
    assert Client(enforce_csrf_checks=True).post(URL, {"read": "1"}).status_code == 403


def test_a_change_waits_again_and_is_kept_and_late_ones_are_refused(school: School, topic: Topic) -> None:
    author, mate = school.learners[:2]
    post = approve(school, write(school, topic, author, "Fine"))
    client = sign_in(author)
    assert "Fine" in client.get(f"{URL}?edit={post.uuid}").content.decode()
    client.post(URL, {"do": "edit", "post": str(post.uuid), "text": "Rude"})
    page = sign_in(mate).get(URL).content.decode()
    assert "Rude" not in page
    assert "waits for approval" in page
    assert Edit.objects.get().text == "Fine"
    with pytest.raises(moderation.Stale):
        approve(school, post, edition=1)
    approve(school, post, edition=2)
    assert "Rude" in sign_in(mate).get(URL).content.decode()
    with pytest.raises(NotAllowed):
        posts.edit(actor=actor(mate), post=post, text="x")
    with time_machine.travel(clock.now() + timedelta(minutes=16), tick=False), pytest.raises(NotAllowed):
        posts.edit(actor=actor(author), post=post, text="x")


def test_removing_takes_the_words_and_a_report_keeps_them_until_decided(school: School, topic: Topic) -> None:
    author, mate = school.learners[:2]
    post = approve(school, write(school, topic, author, "Nasty"))
    client = sign_in(mate)
    for _ in range(2):
        client.post(URL, {"do": "report", "post": str(post.uuid)})
    assert Report.objects.count() == 1
    assert Notice.objects.filter(kind="talk.reported").count() == 1
    sign_in(author).post(URL, {"do": "remove", "post": str(post.uuid)})
    assert "Nasty" not in client.get(URL).content.decode()
    assert "removed by who wrote it" in client.get(URL).content.decode()
    assert "Nasty" in sign_in(school.educator).get("/en/talk/").content.decode()
    moderation.keep(actor=actor(school.educator), post=post, edition=1)
    post.refresh_from_db()
    assert (post.text, post.state) == ("", Post.State.REMOVED)
    with pytest.raises(moderation.Stale):
        approve(school, post)
    second = write(school, topic, author, "Gone")
    with pytest.raises(NotAllowed):
        posts.remove(actor=actor(mate), post=second)
    posts.remove(actor=actor(author), post=second)
    second.refresh_from_db()
    assert second.text == ""


def test_educators_hide_pin_and_close(school: School, topic: Topic) -> None:
    author, mate = school.learners[:2]
    post = approve(school, write(school, topic, author, "Hidden words"))
    educator = sign_in(school.educator)
    here = f"{URL}?class={school.room.uuid}&thread={post.uuid}"
    educator.post(here, {"do": "arrange", "post": str(post.uuid), "is_pinned": "on", "is_closed": "on"})
    post.refresh_from_db()
    assert post.is_pinned
    refused = sign_in(mate).post(here, {"do": "write", "text": "still here"})
    assert refused.status_code == 409
    assert "still here" in refused.content.decode()
    educator.post(f"/en/talk/{post.uuid}/", {"do": "hide", "edition": "1"})
    assert "Hidden words" not in sign_in(mate).get(URL).content.decode()
    assert "Hidden words" in sign_in(author).get(URL).content.decode()
    topics.set_rules(actor=actor(school.educator), topic=topic, school_class=school.room, trusts=False, is_closed=True)
    with pytest.raises(posts.IsClosed):
        write(school, topic, mate)


def test_nobody_floods_a_class(school: School, topic: Topic) -> None:
    for _ in range(10):
        write(school, topic, school.learners[0])
    client = sign_in(school.learners[0])
    refused = client.post(URL, {"do": "write", "text": "one more"})
    assert refused.status_code == 429
    assert "one more" in refused.content.decode()
    assert sign_in(school.learners[1]).post(URL, {"do": "write", "text": " \0 "}).status_code == 422


def test_a_page_costs_the_same_with_two_thousand_posts(
    school: School,
    topic: Topic,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    thread = approve(school, write(school, topic, school.learners[0]))
    client, now = sign_in(school.learners[1]), clock.now()
    addresses = [URL, f"{URL}?thread={thread.uuid}"]
    rows = [
        Post(
            forum=thread.forum, author=school.learners[place % 5], once=uuid.uuid4(), text="x", state=Post.State.SHOWN,
            written_at=now, shown_at=now, parent=thread if place % 2 else None,
        )
        for place in range(2_000)
    ]  # fmt: skip
    Post.objects.bulk_create(rows[:4])
    counts = []
    for _ in range(2):
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(
                connection,
            ) as found:
                assert client.get(address).status_code == 200
            counts.append(len(found))
        Post.objects.bulk_create(rows[4:], ignore_conflicts=True)
    assert counts[:2] == counts[2:], counts


EVIL = (
    '<script>alert(1)</script> https://a.org/"onmouseover=1 javascript:alert(1) http://b.org https://c.org/x?a=1&b=2.'
)


def test_words_are_text_and_only_https_is_a_link() -> None:
    html = as_html(EVIL)
    assert "<script" not in html
    assert html.count("<a ") == 2
    assert '<a href="https://c.org/x?a=1&amp;b=2" rel="nofollow noopener ugc">' in html
    assert "onmouseover=1 javascript" in html


@given(st.text(alphabet="<>\"'&/: .htps[]ab\n", max_size=60))
def test_no_text_makes_other_tags(text: str) -> None:
    tags = re.findall(r"<[^>]*>", as_html("https://" + text))
    own = r'</?p>|<br>|</a>|<a href="https://[^"<>]+" rel="nofollow noopener ugc">'
    assert all(re.fullmatch(own, tag) for tag in tags), tags


def test_what_is_kept_goes_with_the_person(school: School, topic: Topic) -> None:
    author, mate = school.learners[:2]
    thread = approve(school, write(school, topic, author, "Mine"))
    approve(school, write(school, topic, mate, "Answer", thread))
    assert dict(personal_data.export(author))["posts.json"][0]["text"] == "Mine"  # type: ignore[index]
    personal_data.erase(author)
    page = sign_in(mate).get(f"{URL}?thread={thread.uuid}").content.decode()
    assert "Mine" not in page
    assert "Answer" in page


def test_approving_at_once_is_one_and_never_what_was_not_read(
    in_parallel: Parallel,
    school: School,
    tmp_path: Path,
) -> None:
    (tmp_path / "packs").mkdir()
    import_files(tmp_path / "packs", with_discussion())
    topic, author = Topic.objects.get(), school.learners[0]
    post = write(school, topic, author, "Read")
    turns = iter([0, 1, 0, 0])

    def one() -> object:
        if next(turns):
            return posts.edit(actor=actor(author), post=post, text="Not read").state
        return approve(school, post).state

    found = in_parallel(one, 4)
    assert not [one for one in found if isinstance(one, Exception) and not isinstance(one, moderation.Stale)], found


def test_the_page_is_kept_by_no_device(school: School, topic: Topic) -> None:
    assert "no-store" in sign_in(school.learners[0]).get(URL)["Cache-Control"]
    assert Activity.objects.get(key="talk").topic == topic
