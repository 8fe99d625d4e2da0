"""Pictures and sound of a pack: what they are, how large, where they are served."""

import hashlib
import io
import zlib
from dataclasses import dataclass

import imagesize  # type: ignore[import-untyped]

from lyceum.courses.packs.errors import Errors
from lyceum.courses.packs.sources import Files
from lyceum.courses.packs.svg import check_svg

#: Where `root_urls` serves them: under the hash of their content, so that they may be kept for ever.
ADDRESS = "/packs/media/"

TYPES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "avif": "image/avif",
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg",
    "m4a": "audio/mp4",
}


@dataclass(frozen=True)
class Medium:
    """One file; `size` is what travels over the line (drawings travel compressed), in bytes."""

    path: str
    digest: str
    extension: str
    size: int
    width: int = 0
    height: int = 0

    @property
    def is_sound(self) -> bool:
        return TYPES[self.extension].startswith("audio/")

    @property
    def file_name(self) -> str:
        return f"{self.digest}.{self.extension}"

    @property
    def url(self) -> str:
        return ADDRESS + self.file_name


def read_media(files: Files, errors: Errors) -> dict[str, Medium]:
    """The files under media/, each checked to be what its name says and safe to serve."""
    found = {path: read_medium(path, files[path], errors) for path in files if path.startswith("media/")}
    return {path: medium for path, medium in found.items() if medium is not None}


def read_medium(path: str, content: bytes, errors: Errors) -> Medium | None:
    """One picture or sound; None, and an error, when its content is not what its name says."""
    extension = path.rsplit(".", 1)[-1] if "." in path else ""
    if extension not in TYPES:
        errors.add(path, 0, "media_kind")
    elif not _is(extension, content):
        errors.add(path, 0, "media_content")
    else:
        return _medium(path, extension, content, errors)
    return None


def _medium(path: str, extension: str, content: bytes, errors: Errors) -> Medium:
    size = len(content)
    if extension == "svg":
        check_svg(path, content, errors)
        size = len(zlib.compress(content, 6))
    width, height = (0, 0) if TYPES[extension].startswith("audio/") else _dimensions(content)
    return Medium(path, hashlib.sha256(content).hexdigest(), extension, size, width, height)


def _dimensions(content: bytes) -> tuple[int, int]:
    """Width and height in pixels, zeros when the file does not say."""
    try:
        width, height = imagesize.get(io.BytesIO(content))
    except Exception:
        return 0, 0
    return (int(width), int(height)) if width > 0 and height > 0 else (0, 0)


def _is(extension: str, content: bytes) -> bool:
    """Whether the first bytes are those of this kind of file."""
    head = content[:16]
    signatures = {
        "svg": b"<svg" in content[:2000],
        "png": head.startswith(b"\x89PNG\r\n\x1a\n"),
        "jpg": head.startswith(b"\xff\xd8\xff"),
        "webp": head[:4] == b"RIFF" and head[8:12] == b"WEBP",
        "avif": head[4:12] in {b"ftypavif", b"ftypavis"},
        "mp3": head[:3] == b"ID3" or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0),
        "ogg": head[:4] == b"OggS",
        "m4a": head[4:8] == b"ftyp",
    }
    return signatures[extension]
