"""Looks into what is handed in before it is kept: type by its first bytes, size, and whether it is all there."""

import hashlib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any

import filetype
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile

MAX_SIZE = 20_000_000
MAX_FILES = 10
MAX_NAME = 160
#: What an unpacked office document or archive may come to; nothing is unpacked, only what it says of itself is read.
MAX_UNPACKED = 400_000_000
MAX_RATIO = 200
#: kind in a pack → endings that are taken
ENDINGS: Mapping[str, frozenset[str]] = {
    "image": frozenset({"png", "jpg", "jpeg", "webp", "gif"}),
    "pdf": frozenset({"pdf"}),
    "document": frozenset({"odt", "ods", "odp", "docx", "xlsx", "pptx", "txt", "md", "csv"}),
    "audio": frozenset({"mp3", "ogg", "m4a", "wav"}),
    "video": frozenset({"mp4", "webm"}),
    "code": frozenset({"py", "cpp", "h", "sb3", "ipynb", "json"}),
    "archive": frozenset({"zip"}),
}
_PLAIN = frozenset({"txt", "md", "csv", "py", "cpp", "h", "ipynb", "json"})
_ZIPPED = frozenset({"odt", "ods", "odp", "docx", "xlsx", "pptx", "sb3", "zip"})
_ENDS = {"pdf": b"%%EOF", "png": b"IEND\xaeB`\x82", "jpg": b"\xff\xd9"}
_SAME = {"jpeg": "jpg", "oga": "ogg", "webm": "webm"}


class BadFile(Exception):
    """The file is not taken; `problem` is one of empty, large, ending, type, cut, bomb, name."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}: {problem}")
        self.name, self.problem = name, problem


@dataclass(frozen=True)
class Checked:
    name: str
    content: bytes


def check(upload: "UploadedFile[Any]", kinds: list[str]) -> Checked:
    """The upload under a safe name, if it is of one of the kinds and is what its name says. Raises BadFile."""
    name = PurePosixPath((upload.name or "").replace("\\", "/")).name
    name = "".join(sign for sign in name if sign.isprintable())[-MAX_NAME:]
    if not name.strip(". "):
        raise BadFile(upload.name or "", "name")
    if (upload.size or 0) > MAX_SIZE:
        raise BadFile(name, "large")
    content = upload.read()
    _look(name, content, {ending for kind in kinds for ending in ENDINGS[kind]})
    return Checked(name, content)


def _look(name: str, content: bytes, endings: set[str]) -> None:
    ending = name.rpartition(".")[2].lower()
    if ending not in endings:
        raise BadFile(name, "ending")
    if not content:
        raise BadFile(name, "empty")
    if ending in _PLAIN:
        _look_at_text(name, content)
    elif ending in _ZIPPED:
        _look_at_zip(name, content)
    else:
        _look_at_bytes(name, content, _SAME.get(ending, ending))


def _look_at_text(name: str, content: bytes) -> None:
    """Text has no zero bytes, unless it is in UTF-16, which says so at its beginning."""
    if b"\0" in content and content[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
        raise BadFile(name, "type")


def _look_at_zip(name: str, content: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise BadFile(name, "cut" if content[:2] == b"PK" else "type") from error
    if unpacked > MAX_UNPACKED or (unpacked > 10_000_000 and unpacked > MAX_RATIO * len(content)):
        raise BadFile(name, "bomb")


def _look_at_bytes(name: str, content: bytes, ending: str) -> None:
    found = filetype.guess(content)
    if found is None or _SAME.get(found.extension, found.extension) != ending:
        raise BadFile(name, "type")
    end = _ENDS.get(ending)
    # Some programs write a little after the end.
    if end is not None and end not in content[-2048:]:
        raise BadFile(name, "cut")


def keep(checked: Checked) -> str:
    """Store the content under its hash; the same content is stored once. The name in the storage."""
    name = f"works/{hashlib.sha256(checked.content).hexdigest()}"
    if not default_storage.exists(name) or default_storage.size(name) != len(checked.content):
        default_storage.delete(name)
        default_storage.save(name, ContentFile(checked.content))
    return name
