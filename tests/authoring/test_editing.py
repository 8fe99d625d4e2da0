"""Editors: every kind of question, figures, previews, and two authors at the same text."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lyceum.authoring.kinds.questions import FORMS
from lyceum.authoring.models import BankQuestion, WorkingCopy
from lyceum.authoring.selectors import errors_of_activity
from lyceum.authoring.services.files import tree_of
from lyceum.people.api import Institution, Profile
from tests.authoring.conftest import join, make_school
from tests.authoring.forms import post_form, read_form, words
from tests.conftest import sign_in
from tests.courses.factories import SVG


def url_of(copy: WorkingCopy, key: str) -> str:
    return f"/en/authoring/{copy.uuid}/steps/{key}/"


def errors(copy: WorkingCopy, key: str) -> list[str]:
    tree = tree_of(copy)
    node = tree.activity(key)
    assert node is not None
    return [error.code for error in errors_of_activity(tree, node.folder)]


def test_a_reading_is_written_and_its_flaws_are_named_beside_it(author_client: Client, tiny: WorkingCopy) -> None:
    url = url_of(tiny, "hello")
    answer = post_form(
        author_client, url, do="save", body="Some <b>bold</b> words.\r\n\r\n# Too high\r\n", minutes="soon"
    )
    assert answer.status_code == 302
    page = words(author_client.get(url).content)
    assert "HTML is not allowed" in page
    assert "Headings start at ##" in page
    assert "must be a whole number" in page
    assert "1 thing is still to be put right" in words(author_client.get(f"/en/authoring/{tiny.uuid}/").content)
    assert errors(tiny, "hello") == ["not_integer", "html", "html", "heading_level"]


def test_a_preview_shows_what_is_typed_and_saves_nothing(author_client: Client, tiny: WorkingCopy) -> None:
    before = tree_of(tiny).digest
    answer = post_form(author_client, url_of(tiny, "hello"), do="preview", body="Only **typed** so far.")
    assert b"<strong>typed</strong>" in answer.content
    assert b"Only **typed** so far." in answer.content
    fields = read_form(author_client.get(url_of(tiny, "check")).content)
    fragment = author_client.post(url_of(tiny, "check"), {**fields, "do": "preview"}, headers={"x-fragment": "1"})
    assert b"Which is <strong>right</strong>?" in fragment.content
    assert b"<html" not in fragment.content
    assert tree_of(tiny).digest == before


def test_a_figure_needs_words(author_client: Client, tiny: WorkingCopy) -> None:
    url = url_of(tiny, "hello")
    fields = read_form(author_client.get(url).content)
    form: dict[str, Any] = {**fields, "do": "figure", "figure-caption": 'A "square"', "body": "Typed before."}

    def send(name: str, content: bytes, text: str) -> Any:
        return author_client.post(url, {**form, "figure-words": text, "figure-file": SimpleUploadedFile(name, content)})

    refused = send("Loop.svg", SVG.encode(), "")
    assert refused.status_code == 422
    assert "Typed before." in refused.content.decode()
    unsafe = send("x.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "A square")
    assert unsafe.status_code == 422
    assert "could run or load something" in words(unsafe.content)
    assert send("x.png", SVG.encode(), "A square").status_code == 422
    assert send("../Loop one.SVG", SVG.encode() + b"\n", "A [red] square").status_code == 302
    tree = tree_of(tiny)
    assert "media/loop-one.svg" in tree.entries
    assert tree.page("units/01-start/hello/en.md").body == (
        'Typed before.\n\n![A (red) square](media/loop-one.svg "A ”square”")\n'
    )
    assert errors(tiny, "hello") == []
    page = author_client.get(f"/en/authoring/{tiny.uuid}/preview/en/hello/").content.decode()
    assert f'src="/authoring/{tiny.uuid}/media/' in page
    assert "Only those who work on this course" in page


FILLED = {
    "single": {"prompt": "Which?", "o.a": "this", "o.b": "that", "o.c": "none", "answer": "b", "f.a": "Not this."},
    "multiple": {"prompt": "Which two?", "o.a": "1", "o.b": "2", "o.c": "3", "answer": ["a", "c"]},
    "numeric": {
        "prompt": "How long?",
        "answer": "7,5",
        "tolerance": "0.1",
        "unit": "m",
        "units": "cm = 0.01\nmm=0,001",
    },
    "text": {"prompt": "What prints?", "accept": "print\nprint()", "more": "PRINT it", "fold": "on"},
    "order": {"prompt": "Order.", "i.a": "first", "i.b": "second", "i.c": "third"},
    "match": {"prompt": "Match.", "l.a": "A", "l.b": "B", "r.x1": "the x", "r.x2": "the y"},
    "fill": {"prompt": "Fill.", "text": "{{one}}(x)", "a.one": "len\nprint", "code": "on"},
}


@pytest.mark.parametrize("kind", list(FORMS))
def test_every_kind_of_question_is_made_in_the_browser(author_client: Client, tiny: WorkingCopy, kind: str) -> None:
    url = url_of(tiny, "check")
    for key in ("q1", "q2", "q3", "q4", "q5", "q6", "q7"):
        post_form(author_client, url, do=f"remove:{key}")
    post_form(author_client, url, do=f"add:{kind}")
    filled = {f"q.q1.{name}": value for name, value in FILLED[kind].items()}
    assert post_form(author_client, url, do="save", **filled).status_code == 302
    assert errors(tiny, "check") == [], words(author_client.get(url).content)
    shown = author_client.get(f"/en/authoring/{tiny.uuid}/preview/en/check/")
    assert FILLED[kind]["prompt"] in words(shown.content)
    before = tree_of(tiny).digest
    post_form(author_client, url, do="save")
    assert tree_of(tiny).digest == before
    fields = read_form(author_client.get(url).content)
    for name, value in filled.items():
        typed = str(value).replace("\n", "\r\n").replace("=0,", " = 0.").replace("7,5", "7.5")
        assert fields[name] == (value if isinstance(value, list) else [typed]), name


@pytest.mark.parametrize(
    ("deeds", "options"),
    [(["in:q1:add"], ["a", "b", "c", "d"]), (["in:q1:remove:b"], ["a", "c"]), (["in:q1:up:b"], ["b", "a", "c"]),
     (["in:q1:remove:b", "in:q1:remove:a"], ["a", "c"]), (["in:q1:down:c"], ["a", "b", "c"])],
)  # fmt: skip
def test_options_come_and_go_in_all_languages(
    author_client: Client, tiny: WorkingCopy, deeds: list[str], options: list[str]
) -> None:
    for deed in deeds:
        assert post_form(author_client, url_of(tiny, "check"), do=deed).status_code == 302
    spec = tree_of(tiny).data("units/01-start/check/activity.yaml")["questions"][0]
    assert spec["options"] == options
    assert spec["answer"] in options


def test_questions_change_places(author_client: Client, tiny: WorkingCopy) -> None:
    for deed in ("down:q1", "up:q7", "remove:q4", "up:q2"):
        post_form(author_client, url_of(tiny, "check"), do=deed)
    specs = tree_of(tiny).data("units/01-start/check/activity.yaml")["questions"]
    assert [spec["id"] for spec in specs] == ["q2", "q1", "q3", "q5", "q7", "q6"]
    assert errors(tiny, "check") == []


def test_an_exercise_is_written(author_client: Client, tiny: WorkingCopy) -> None:
    url = url_of(tiny, "sum")
    post_form(author_client, url, do="test-add")
    post_form(author_client, url, do="program-add", **{"new.verdict": "run_time_error", "new.language": "python"})
    fields = {
        "t.test-1.input": "1 2\r\n",
        "t.test-1.output": "3",
        "t.test-1.hidden": "on",
        "t.test-1.name": "small numbers",
        "program.submissions/run_time_error/program1.py": "1 / 0\r\n",
        "limit.time_ms": "1000",
    }
    assert post_form(author_client, url, do="save", **fields).status_code == 302
    assert errors(tiny, "sum") == []
    data = tree_of(tiny).data("units/02-more/sum/activity.yaml")
    assert data["tests"][-1] == {"id": "test-1", "hidden": True, "input": "1 2\n", "output": "3\n"}
    assert data["limits"] == {"time_ms": 1000}
    post_form(author_client, url, do="test-remove:zero")
    assert errors(tiny, "sum") == []
    assert post_form(author_client, url, do="verify").status_code == 302
    assert "The judge is at work" in words(author_client.get(url).content)


def test_changes_of_two_authors_are_both_kept(author_client: Client, second: Profile, tiny: WorkingCopy) -> None:
    from lyceum.authoring.services import copies
    from tests.authoring.conftest import actor_for

    copies.ask_collaborator(
        actor=actor_for(tiny.created_by), copy=tiny, username=second.account.username, role="author"
    )
    other, url = sign_in(second), url_of(tiny, "hello")
    mine, theirs = (read_form(client.get(url).content) for client in (author_client, other))
    text = mine["body"][0]
    assert other.post(url, {**theirs, "do": "save", "title": "Hello, all"}).status_code == 302
    changed = text.replace("Some words", "Some more words")
    assert author_client.post(url, {**mine, "do": "save", "body": changed}).status_code == 302
    page = tree_of(tiny).page("units/01-start/hello/en.md")
    assert page.head["title"] == "Hello, all"
    assert "Some more words" in page.body
    # The same line: nothing is written, both texts are on the page, and saving again decides.
    answer = other.post(url, {**theirs, "do": "save", "body": text.replace("Some words", "Few words")})
    assert answer.status_code == 409
    assert "Some more words" in answer.content.decode()
    assert "Few words" in read_form(answer.content)["body"][0]
    assert "Some more words" in tree_of(tiny).page("units/01-start/hello/en.md").body
    assert other.post(url, {**read_form(answer.content), "do": "save"}).status_code == 302
    assert "Few words" in tree_of(tiny).page("units/01-start/hello/en.md").body


def test_saving_by_itself_gives_the_next_revision(author_client: Client, tiny: WorkingCopy) -> None:
    url = url_of(tiny, "hello")
    fields = read_form(author_client.get(url).content)
    for text in ("one", "two", "three"):
        answer = author_client.post(url, {**fields, "do": "autosave", "body": text}, headers={"x-fragment": "1"})
        assert answer.status_code == 200
        fields |= {f"seen.{name}": [str(number)] for name, number in answer.json()["seen"].items()}
    assert tree_of(tiny).page("units/01-start/hello/en.md").body == "three\n"


def test_what_was_typed_survives_signing_out(tiny: WorkingCopy) -> None:
    text = "A long text that nobody wants to write a second time, because it took an hour."
    answer = Client().post(url_of(tiny, "hello"), {"do": "save", "body": text})
    assert answer.status_code == 403
    assert text in answer.content.decode()


def test_questions_go_through_the_bank(author_client: Client, tiny: WorkingCopy, school: Institution) -> None:
    url = url_of(tiny, "check")
    for _ in range(2):
        post_form(author_client, url, do="bank:q6")
    question = BankQuestion.objects.get()
    assert question.origin == "tiny/check/q6"
    bank = f"/en/authoring/bank/?copy={tiny.uuid}&key=check"
    assert "Match them." in words(author_client.get(f"{bank}&q=MATCH&kind=match").content)
    assert "No question was found" in words(author_client.get(f"{bank}&q=zebra").content)
    assert author_client.post(bank, {"do": "take", "question": question.pk}).status_code == 302
    specs = tree_of(tiny).data("units/01-start/check/activity.yaml")["questions"]
    assert [spec["id"] for spec in specs][-1] == "q8"
    assert specs[-1]["pairs"] == specs[5]["pairs"]
    assert errors(tiny, "check") == []
    outsider = sign_in(join(make_school("hill-school"), "zora", "author"))
    assert "No question was found" in words(outsider.get("/en/authoring/bank/").content)
    assert outsider.post("/en/authoring/bank/", {"do": "remove", "question": question.pk}).status_code == 404
    author_client.post("/en/authoring/bank/", {"do": "remove", "question": question.pk})
    assert not BankQuestion.objects.exists()
