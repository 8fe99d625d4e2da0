"""Sound in parts, and what a browser has already."""

import re
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from lyceum.courses.ranges import Unsatisfiable, part_of
from tests.courses.factories import READING, changed, import_files, pack_files

SOUND = b"OggS" + Random(3).randbytes(256_000)


@pytest.fixture
def address(db: None, tmp_path: Path, client: Client) -> str:
    files = changed(pack_files(), "media/song.ogg", SOUND)
    lesson = files[f"{READING}en.md"].decode() + "\n![la la la](media/song.ogg)\n"
    import_files(tmp_path, changed(files, f"{READING}en.md", lesson))
    found = re.search(r'/packs/media/[^"]+\.ogg', client.get("/en/courses/tiny/hello/").content.decode())
    assert found is not None
    return found[0]


def ask(client: Client, address: str, **headers: str) -> tuple[Any, bytes]:
    """The answer and its content, with the file behind it closed as a server would."""
    answer = client.get(address, headers={name.replace("_", "-"): value for name, value in headers.items()})
    content = answer.getvalue()
    for close in answer._resource_closers:  # the file only: `close` would end the test's own database connection
        close()
    return answer, content


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-9", SOUND[:10]),
        ("bytes=100000-200001", SOUND[100_000:200_002]),
        ("bytes=256000-", SOUND[256_000:]),
        ("bytes=256000-999999", SOUND[256_000:]),
        ("bytes=-5", SOUND[-5:]),
        ("bytes=-999999", SOUND),
    ],
)
def test_a_player_gets_the_part_it_asks_for(asked: str, part: bytes, address: str, client: Client) -> None:
    answer, content = ask(client, address, range=asked, accept_encoding="gzip")
    assert (answer.status_code, content) == (206, part)
    start = SOUND.index(part)
    assert answer["Content-Range"] == f"bytes {start}-{start + len(part) - 1}/{len(SOUND)}"
    assert int(answer["Content-Length"]) == len(part)
    assert answer["Content-Type"] == "audio/ogg"
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize("asked", ["", "bytes=5-4", "bytes=0-1,5-6", "lines=1-2", "bytes=-", "bytes=a-b"])
def test_what_is_no_single_range_gets_the_whole(asked: str, address: str, client: Client) -> None:
    answer, content = ask(client, address, range=asked, accept_encoding="gzip")
    assert (answer.status_code, content) == (200, SOUND)
    assert answer["Accept-Ranges"] == "bytes"
    assert int(answer["Content-Length"]) == len(SOUND)


@pytest.mark.parametrize("asked", [f"bytes={len(SOUND)}-", "bytes=-0"])
def test_a_range_behind_the_end_is_refused(asked: str, address: str, client: Client) -> None:
    answer, _ = ask(client, address, range=asked)
    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{len(SOUND)}")


def test_a_part_is_only_given_of_the_file_that_one_has(address: str, client: Client) -> None:
    etag = ask(client, address)[0]["ETag"]
    assert ask(client, address, range="bytes=0-9", if_range=etag)[0].status_code == 206
    other, content = ask(client, address, range="bytes=0-9", if_range='"other"')
    assert (other.status_code, content) == (200, SOUND)


def test_what_a_browser_has_is_not_sent_again(address: str, client: Client) -> None:
    etag = ask(client, address)[0]["ETag"]
    answer, content = ask(client, address, if_none_match=etag)
    assert (answer.status_code, content) == (304, b"")
    assert ask(client, address, if_none_match='"other"')[0].status_code == 200


@given(st.text(max_size=40) | st.from_regex(r"bytes=\d{0,20}-\d{0,20}", fullmatch=True), st.integers(0, 1000))
def test_any_header_is_a_part_of_the_file_or_none(header: str, size: int) -> None:
    try:
        part = part_of(header, size)
    except Unsatisfiable:
        return
    assert part is None or (part.step == 1 and 0 <= part.start < part.stop <= size)
