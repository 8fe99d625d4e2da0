"""Packs come from strangers: whatever an archive or folder holds, nothing leaves it and nothing floods us."""

import os
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyceum.courses.packs import sources
from lyceum.courses.packs.archive import pack_hash, to_zip
from lyceum.courses.packs.errors import PackRejected
from lyceum.courses.packs.sources import read_source
from tests.courses.factories import pack_files, write_folder, write_zip


def codes(source: Path) -> set[str]:
    with pytest.raises(PackRejected) as caught:
        read_source(source)
    return {error.code for error in caught.value.errors}


def test_folder_zip_and_zip_with_a_top_folder_are_the_same_pack(tmp_path: Path) -> None:
    files = pack_files()
    folder = write_folder(tmp_path / "folder", files)
    plain, nested = write_zip(tmp_path / "a.zip", files), write_zip(tmp_path / "b.zip", files, top="tiny-main/")
    assert read_source(folder) == read_source(plain) == read_source(nested) == dict(sorted(files.items()))


def test_what_begins_with_a_dot_is_no_part_of_a_pack(tmp_path: Path) -> None:
    files = pack_files()
    extra = {".git/config": b"x", ".DS_Store": b"x", "units/.cache/y": b"x"}
    assert read_source(write_folder(tmp_path / "folder", files | extra)) == files
    assert read_source(write_zip(tmp_path / "a.zip", files | extra | {"__MACOSX/pack.yaml": b"x"})) == files


@pytest.mark.parametrize(
    "path", ["../evil.yaml", "/etc/evil", "units/../../evil", "..\\evil", "C:/evil", "a/..", "./../x"]
)
def test_paths_that_lead_out_are_refused(tmp_path: Path, path: str) -> None:
    assert "path_escapes" in codes(write_zip(tmp_path / "a.zip", pack_files() | {path: b"x"}))
    assert sorted(item.name for item in tmp_path.iterdir()) == ["a.zip"]


@pytest.mark.parametrize("name", ["with space.md", "ünit.md", "-dash.md", "a" * 65, "semi;colon"])
def test_odd_names_are_refused(tmp_path: Path, name: str) -> None:
    assert codes(write_zip(tmp_path / "a.zip", pack_files() | {name: b"x"})) == {"path_name"}


def test_links_are_refused_in_folders_and_archives(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "folder", pack_files())
    (folder / "secret.md").symlink_to("/etc/passwd")
    (folder / "everything").symlink_to("/", target_is_directory=True)
    assert codes(folder) == {"link"}
    archive = write_zip(tmp_path / "a.zip", pack_files())
    with zipfile.ZipFile(archive, "a") as writer:
        member = zipfile.ZipInfo("secret.md")
        member.external_attr = (stat.S_IFLNK | 0o777) << 16
        writer.writestr(member, "/etc/passwd")
    assert codes(archive) == {"link"}


def test_pipes_are_refused_and_not_waited_for(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "folder", pack_files())
    os.mkfifo(folder / "pipe.md")
    assert codes(folder) == {"special_file"}


def test_a_bomb_is_stopped_before_it_is_unpacked(tmp_path: Path) -> None:
    zeros = {f"media/{number}.png": bytes(8 * sources.MB) for number in range(4)}
    assert codes(write_zip(tmp_path / "bomb.zip", zeros)) == {"zip_bomb"}


def test_one_huge_file_is_refused(tmp_path: Path) -> None:
    huge = {"pack.yaml": os.urandom(sources.MAX_FILE + 1)}
    assert codes(write_zip(tmp_path / "a.zip", huge)) == {"file_too_large"}
    assert codes(write_folder(tmp_path / "folder", huge)) == {"file_too_large"}


def test_a_size_that_the_archive_lies_about_does_not_help_it(tmp_path: Path) -> None:
    content = bytes(3_000_000)
    archive = write_zip(tmp_path / "a.zip", {"pack.yaml": content})
    raw = archive.read_bytes()
    assert raw.count(struct.pack("<I", len(content))) == 2
    archive.write_bytes(raw.replace(struct.pack("<I", len(content)), struct.pack("<I", 10)))
    assert codes(archive) == {"not_a_zip"}


def test_too_many_files_too_much_in_all_and_too_deep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert codes(write_zip(tmp_path / "deep.zip", {"/".join(["a"] * 13): b"x"})) == {"path_depth"}
    assert codes(write_folder(tmp_path / "deep", {"/".join(["a"] * 13): b"x"})) == {"path_depth"}
    monkeypatch.setattr(sources, "MAX_FILES", 3)
    assert codes(write_zip(tmp_path / "many.zip", {f"f{n}": b"x" for n in range(4)})) == {"too_many_files"}
    monkeypatch.setattr(sources, "MAX_FILES", 5000)
    monkeypatch.setattr(sources, "MAX_TOTAL", 1000)
    assert codes(write_folder(tmp_path / "heavy", {"a": bytes(600), "b": bytes(600)})) == {"pack_too_large"}


def test_names_that_differ_only_in_capitals_are_refused(tmp_path: Path) -> None:
    assert codes(write_zip(tmp_path / "a.zip", {"pack.yaml": b"x", "Pack.yaml": b"y"})) == {"path_twice"}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_is_refused(tmp_path: Path) -> None:
    archive = write_zip(tmp_path / "a.zip", {"pack.yaml": b"x"})
    with zipfile.ZipFile(archive, "a") as writer:
        writer.writestr("pack.yaml", b"y")
    assert codes(archive) == {"path_twice"}


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip at all", b"PK\x05\x06" + bytes(17)])
def test_what_is_no_archive_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(content)
    assert codes(file) == {"not_a_zip"}


def test_a_cut_off_archive_is_refused(tmp_path: Path) -> None:
    archive = write_zip(tmp_path / "a.zip", {"pack.yaml": os.urandom(5000)})
    raw = bytearray(archive.read_bytes())
    raw[100:200] = bytes(100)
    archive.write_bytes(bytes(raw))
    assert codes(archive) == {"not_a_zip"}


def test_encrypted_and_oddly_compressed_members_are_refused(tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_LZMA) as writer:
        writer.writestr("pack.yaml", b"x" * 100)
    assert codes(archive) == {"zip_method"}
    raw = bytearray(write_zip(tmp_path / "b.zip", {"pack.yaml": b"x"}).read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(signature) + offset] |= 1
    archive.write_bytes(bytes(raw))
    assert codes(archive) == {"zip_encrypted"}


def test_nothing_there(tmp_path: Path) -> None:
    assert codes(tmp_path / "nowhere") == {"no_source"}


NAMES = st.from_regex(r"[a-z0-9_][a-z0-9._-]{0,20}", fullmatch=True)
TREES = st.dictionaries(st.lists(NAMES, min_size=1, max_size=3).map("/".join), st.binary(max_size=300), max_size=12)


@given(TREES)
def test_an_archive_gives_back_what_was_put_in(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]
) -> None:
    file = tmp_path_factory.mktemp("zip") / "a.zip"
    file.write_bytes(to_zip(files))
    assert sources.read_zip(file) == files
    assert to_zip(dict(reversed(files.items()))) == file.read_bytes()


@given(TREES, NAMES, st.binary(max_size=20))
def test_the_hash_tells_packs_apart(files: dict[str, bytes], path: str, content: bytes) -> None:
    other = {**files, path: content}
    assert (pack_hash(other) == pack_hash(files)) == (other == files)
