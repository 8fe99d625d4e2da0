"""Translations, a piece at a time."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from lyceum.authoring import blobs
from lyceum.authoring.models import WorkingCopy
from lyceum.authoring.segments import blocks_of, lost
from lyceum.authoring.services.files import tree_of
from lyceum.authoring.services.translating import rows_of
from lyceum.courses.api import errors_in
from lyceum.people.api import Profile
from tests.authoring.forms import post_form, words

END = "units/02-more/end/en.md"
QUIZ = "units/01-start/check/en.yaml"


def url_of(copy: WorkingCopy, key: str, language: str = "fr") -> str:
    return f"/en/authoring/{copy.uuid}/translate/{language}/{key}/"


def states(copy: WorkingCopy, path: str, language: str = "fr") -> dict[str, str]:
    return {row.at: row.state for row in rows_of(copy, tree_of(copy), path, language) if row.wants_words}


def save(client: Client, copy: WorkingCopy, key: str, path: str, at: str, target: str) -> Any:
    row = next(row for row in rows_of(copy, tree_of(copy), path, "fr") if row.at == at)
    form = {"path": path, "at": at, "source": row.segment.source, "target": target, "do": "save"}
    return client.post(url_of(copy, key), form)


def test_a_file_comes_of_its_pieces(author_client: Client, tiny: WorkingCopy) -> None:
    assert states(tiny, END) == {"title": "untouched", "body.0": "untouched"}
    save(author_client, tiny, "end", END, "title", "La fin")
    assert "units/02-more/end/fr.md" not in tree_of(tiny).entries
    save(author_client, tiny, "end", END, "body.0", "Au revoir.")
    assert tree_of(tiny).text("units/02-more/end/fr.md") == "---\ntitle: La fin\n---\nAu revoir.\n"
    assert states(tiny, END) == {"title": "human", "body.0": "human"}
    author_client.post(url_of(tiny, "end"), {"path": END, "at": "title", "do": "reviewed"})
    assert states(tiny, END) == {"title": "reviewed", "body.0": "human"}
    post_form(author_client, f"/en/authoring/{tiny.uuid}/steps/end/", do="save", body="Bye for now.\n\nAnd more.")
    assert states(tiny, END) == {"title": "reviewed", "body.0": "stale", "body.1": "untouched"}
    page = author_client.get(url_of(tiny, "end")).content.decode()
    assert "<ins> for now</ins>" in page
    assert "Out of date" in page
    save(author_client, tiny, "end", END, "body.0", "À plus tard.")
    assert tree_of(tiny).page("units/02-more/end/fr.md").body == "À plus tard.\n\nAnd more.\n"
    assert errors_in(blobs.to_files(tree_of(tiny))) == []


def test_a_quiz_is_translated(author_client: Client, tiny: WorkingCopy) -> None:
    for at in states(tiny, QUIZ):
        row = next(row for row in rows_of(tiny, tree_of(tiny), QUIZ, "fr") if row.at == at)
        assert save(author_client, tiny, "check", QUIZ, at, row.segment.source + " (fr)").status_code == 302
    assert set(states(tiny, QUIZ).values()) == {"human"}
    assert errors_in(blobs.to_files(tree_of(tiny))) == []
    # A new question must not make the pack wrong, and waits to be translated.
    post_form(author_client, f"/en/authoring/{tiny.uuid}/steps/check/", do="add:text")
    post_form(
        author_client,
        f"/en/authoring/{tiny.uuid}/steps/check/",
        do="save",
        **{"q.q8.prompt": "What else is there to say?", "q.q8.accept": "nothing"},
    )
    post_form(author_client, f"/en/authoring/{tiny.uuid}/steps/check/", do="in:q1:remove:c")
    assert errors_in(blobs.to_files(tree_of(tiny))) == []
    assert states(tiny, QUIZ)["questions.q8.prompt"] == "untouched"


@pytest.mark.parametrize("target", ["Quelques mots, code et $a^2$. [Suite](activity:check).", "Quelques mots, `code`."])
def test_code_and_links_must_stay(author_client: Client, tiny: WorkingCopy, target: str) -> None:
    path = "units/01-start/hello/en.md"
    answer = save(author_client, tiny, "hello", path, "body.0", target)
    assert answer.status_code == 422
    assert "Keep these as they are in the source" in words(answer.content)
    assert target in answer.content.decode()


def test_a_translation_of_an_older_source_is_not_taken(author_client: Client, tiny: WorkingCopy) -> None:
    form = {"path": END, "at": "title", "source": "Another end", "target": "La fin", "do": "save"}
    assert author_client.post(url_of(tiny, "end"), form).status_code == 422


class _Translator(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        body = json.dumps({"translatedText": [f"[{asked['target']}] {text.replace('`', '')}" for text in asked["q"]]})
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *args: Any) -> None:
        return


@pytest.fixture
def translator(settings: Any) -> Iterator[None]:
    server = HTTPServer(("127.0.0.1", 0), _Translator)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.TRANSLATOR = f"http://127.0.0.1:{server.server_port}"
    yield
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_machine_drafts_only_what_is_untouched(author_client: Client, tiny: WorkingCopy, translator: None) -> None:
    save(author_client, tiny, "end", END, "title", "La fin")
    assert "Have a machine draft" in words(author_client.get(url_of(tiny, "end")).content)
    author_client.post(url_of(tiny, "end"), {"path": END, "do": "machine"})
    assert states(tiny, END) == {"title": "human", "body.0": "machine"}
    assert tree_of(tiny).page("units/02-more/end/fr.md").body == "[fr] Bye.\n"


def test_without_a_translator_there_is_no_button(author_client: Client, tiny: WorkingCopy, settings: Any) -> None:
    assert "Have a machine draft" not in words(author_client.get(url_of(tiny, "end")).content)
    settings.TRANSLATOR = "http://127.0.0.1:9"
    assert author_client.post(url_of(tiny, "end"), {"path": END, "do": "machine"}).status_code == 302
    assert set(states(tiny, END).values()) == {"untouched"}


def test_counts_need_few_queries(
    author_client: Client, tiny: WorkingCopy, author: Profile, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    page = f"/en/authoring/{tiny.uuid}/translate/?language=fr"
    with django_assert_max_num_queries(17):
        author_client.get(page)


@given(st.text(st.sampled_from("ab #->`*[]()!|\n1."), max_size=200))
def test_blocks_are_the_whole_text(body: str) -> None:
    body = body.strip("\n") + "\n"
    together = "".join(part.source + part.after for part in blocks_of(body))
    assert together.strip() == body.strip() or not body.strip()


@given(st.text(max_size=80))
def test_a_text_loses_nothing_to_itself(text: str) -> None:
    assert lost(text, text) == []
