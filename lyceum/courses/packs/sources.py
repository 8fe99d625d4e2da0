"""Reads a pack's files from a folder or a ZIP archive that nobody has to trust."""

import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from lyceum.courses.packs.errors import Errors, PackError, PackRejected

MB = 1024 * 1024
MAX_FILES, MAX_DEPTH = 5000, 12
MAX_FILE, MAX_TOTAL = 20 * MB, 200 * MB
# Small archives may be dense (tests of one repeated line); large ones that unpack a hundredfold are bombs.
MAX_RATIO, RATIO_FROM = 100, 10 * MB
NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,63}")

#: Paths inside the pack, with "/" between names, and what the files hold.
Files = dict[str, bytes]


def read_source(source: Path) -> Files:
    """All files of the pack at `source`, a folder (a git checkout too) or a ZIP file.

    Names that begin with a dot are no part of a pack. Raises PackRejected when something is unsafe or out of bounds.
    """
    if source.is_dir():
        return _Gathering().all(_folder(source))
    if source.is_file():
        return _without_top_folder(read_zip(source))
    raise PackRejected([PackError(source.name, 0, "no_source")])


class _Gathering:
    """Keeps the bounds while files come in."""

    def __init__(self) -> None:
        self.files: Files = {}
        self.folded: set[str] = set()
        self.total = 0
        self.errors = Errors()

    def all(self, entries: Iterator[tuple[str, bytes | str]]) -> Files:
        for path, content in entries:
            self.take(path, content)
        self.errors.raise_if_any()
        return dict(sorted(self.files.items()))

    def take(self, path: str, content: bytes | str) -> None:
        """Add a file; a `str` in place of its bytes is the code of what is wrong with it."""
        if isinstance(content, str):
            return self.errors.add(path, 0, content)
        if flaw := _flaw_of_path(path):
            return self.errors.add(path, 0, flaw, limit=MAX_DEPTH)
        if path.lower() in self.folded:
            return self.errors.add(path, 0, "path_twice")
        self.folded.add(path.lower())
        self.total += len(content)
        if len(content) > MAX_FILE:
            return self.errors.add(path, 0, "file_too_large", limit=MAX_FILE // MB)
        if len(self.files) >= MAX_FILES:
            raise PackRejected([PackError(path, 0, "too_many_files", {"limit": MAX_FILES})])
        if self.total > MAX_TOTAL:
            raise PackRejected([PackError(path, 0, "pack_too_large", {"limit": MAX_TOTAL // MB})])
        self.files[path] = content
        return None


def _flaw_of_path(path: str) -> str:
    parts = path.split("/")
    if len(parts) > MAX_DEPTH:
        return "path_depth"
    return "" if all(NAME.fullmatch(part) for part in parts) else "path_name"


def _folder(root: Path) -> Iterator[tuple[str, bytes | str]]:
    for here, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        inside = PurePosixPath(os.path.relpath(here, root))
        for name in [*folders, *sorted(names)]:
            if not name.startswith("."):
                yield from _entry(Path(here) / name, str(inside / name))
        if len(inside.parts) >= MAX_DEPTH:
            folders.clear()


def _entry(file: Path, path: str) -> Iterator[tuple[str, bytes | str]]:
    mode = file.lstat().st_mode
    if stat.S_ISLNK(mode):
        yield path, "link"
    elif stat.S_ISREG(mode):
        with file.open("rb") as stream:
            content = stream.read(MAX_FILE + 1)
        yield path, content
    elif not stat.S_ISDIR(mode):
        yield path, "special_file"


def read_zip(source: Path) -> Files:
    """The files of an archive as they are named in it; sizes in its directory are not believed."""
    if source.stat().st_size > MAX_TOTAL:
        raise PackRejected([PackError(source.name, 0, "pack_too_large", {"limit": MAX_TOTAL // MB})])
    gathering = _Gathering()
    try:
        with zipfile.ZipFile(source) as archive:
            return gathering.all(_members(archive, gathering, source))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise PackRejected([PackError(source.name, 0, "not_a_zip")]) from error


def _members(archive: zipfile.ZipFile, gathering: _Gathering, source: Path) -> Iterator[tuple[str, bytes | str]]:
    archive_size = source.stat().st_size
    for member in archive.infolist():
        path = member.orig_filename
        if flaw := _flaw_of_member(member):
            yield path, flaw
        elif not member.is_dir() and not _is_left_out(path):
            with archive.open(member) as stream:
                content = stream.read(MAX_FILE + 1)
            yield path, content
            if gathering.total > RATIO_FROM and gathering.total > archive_size * MAX_RATIO:
                raise PackRejected([PackError(source.name, 0, "zip_bomb")])


def _flaw_of_member(member: zipfile.ZipInfo) -> str:
    path = member.orig_filename
    if path.startswith("/") or "\\" in path or "\0" in path or ".." in path.split("/") or ":" in path:
        return "path_escapes"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "link"
    if member.flag_bits & 0x1:
        return "zip_encrypted"
    return "" if member.compress_type in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} else "zip_method"


def _is_left_out(path: str) -> bool:
    return path.startswith("__MACOSX/") or any(part.startswith(".") for part in path.split("/"))


def _without_top_folder(files: Files) -> Files:
    """Archives often hold the pack in one folder; what counts is what is inside."""
    tops = {path.split("/", 1)[0] for path in files}
    if len(tops) == 1 and (top := tops.pop()) not in files:
        return {path[len(top) + 1 :]: content for path, content in files.items()}
    return files
