"""Units and activities: added, moved, taken out, put back."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from lyceum.authoring import blobs
from lyceum.authoring.models import Removal, WorkingCopy
from lyceum.authoring.services.files import tree_of
from lyceum.courses.api import errors_in
from lyceum.people.api import Institution

NEW = {
    "do": "empty", "empty-title": "Rivers", "empty-slug": "rivers", "empty-summary": "How water flows.",
    "empty-subject": "planet", "empty-source": "en", "empty-others": ["fr", "ar"], "empty-audience": "everyone",
}  # fmt: skip


def order(copy: WorkingCopy) -> dict[str, list[str]]:
    return {unit.key: [node.key for node in unit.activities] for unit in tree_of(copy).units}


def do(client: Client, copy: WorkingCopy, deed: str, **fields: str) -> None:
    assert client.post(f"/en/authoring/{copy.uuid}/", {"do": deed, **fields}).status_code == 302


def test_a_course_from_nothing(author_client: Client, school: Institution) -> None:
    once = "7d9f6f3e-0d7c-4c39-9a55-3b3b8f1f0c11"
    form = {**NEW, "empty-institution": school.pk, "empty-once": once}
    assert author_client.post("/en/authoring/new/", form).status_code == 302
    assert author_client.post("/en/authoring/new/", form).status_code == 302
    copy = WorkingCopy.objects.get()
    assert tree_of(copy).languages == ["en", "fr", "ar"]
    do(author_client, copy, "add-unit", title="Where water comes from")
    do(author_client, copy, "add-unit", title="نهر")
    assert order(copy) == {"where-water-comes-from": [], "unit": []}
    do(author_client, copy, "add:unit", kind="reading", title="Rain")
    do(author_client, copy, "add:unit", kind="quiz", title="Check")
    assert order(copy)["unit"] == ["rain", "check"]
    page = author_client.get(f"/en/authoring/{copy.uuid}/").content.decode()
    assert "Rain" in page
    assert "to put right" in page


def test_steps_move_with_buttons_and_by_place(author_client: Client, tiny: WorkingCopy) -> None:
    assert order(tiny) == {"start": ["hello", "check"], "more": ["extra", "sum", "end"]}
    do(author_client, tiny, "down:check")
    assert order(tiny) == {"start": ["hello"], "more": ["check", "extra", "sum", "end"]}
    do(author_client, tiny, "up:check")
    do(author_client, tiny, "up:check")
    assert order(tiny)["start"] == ["check", "hello"]
    do(author_client, tiny, "place:sum:start:1")
    assert order(tiny) == {"start": ["check", "sum", "hello"], "more": ["extra", "end"]}
    do(author_client, tiny, "send", step="sum", unit="more")
    do(author_client, tiny, "down-unit:start")
    assert order(tiny) == {"more": ["extra", "end", "sum"], "start": ["check", "hello"]}
    assert errors_in(blobs.to_files(tree_of(tiny))) == []


def test_what_was_taken_out_comes_back_whole(author_client: Client, tiny: WorkingCopy) -> None:
    before = tree_of(tiny).digest
    do(author_client, tiny, "remove:check")
    assert "check" not in order(tiny)["start"]
    do(author_client, tiny, f"restore:{Removal.objects.get().pk}")
    do(author_client, tiny, f"restore:{Removal.objects.get().pk}")
    assert tree_of(tiny).digest == before
    do(author_client, tiny, "remove-unit:start")
    assert list(order(tiny)) == ["more"]
    do(author_client, tiny, f"restore:{Removal.objects.latest('pk').pk}")
    assert order(tiny) == {"start": ["hello", "check"], "more": ["extra", "sum", "end"]}


@pytest.mark.parametrize(
    "deed", ["up:nothing", "place:hello:nowhere:1", "place:hello", "place:hello:more:x", "add:nowhere", "restore:x",
             "down-unit:x", "remove:x", "nonsense", "", "name-unit:x"]
)  # fmt: skip
def test_what_is_not_there_changes_nothing(author_client: Client, tiny: WorkingCopy, deed: str) -> None:
    before = tree_of(tiny).digest
    do(author_client, tiny, deed, title="x", kind="quiz")
    assert tree_of(tiny).digest == before


def test_queries_do_not_grow_with_steps(
    author_client: Client, tiny: WorkingCopy, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        do(author_client, tiny, "add:more", kind="reading", title=f"Reading {number}")
    author_client.get(f"/en/authoring/{tiny.uuid}/")
    with django_assert_max_num_queries(16):
        author_client.get(f"/en/authoring/{tiny.uuid}/")
    with django_assert_max_num_queries(14):
        author_client.get("/en/authoring/")
