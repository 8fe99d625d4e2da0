"""Bytes of working copies that are no text: stored once under the hash of their content."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from lyceum.authoring.tree import Entry, Tree
from lyceum.courses.api import Files, inspect_medium

FOLDER = "authoring/blobs"


def keep(path: str, content: bytes, *, store: bool = True) -> Entry:
    """Store a file, or only say how it would be kept.

    A picture or sound is looked at first: raises PackRejected when it is not what its name says.
    """
    facts: dict[str, object] = {}
    extension = path.rsplit(".", 1)[-1].lower() if "." in path.rsplit("/", 1)[-1] else "bin"
    if path.startswith("media/"):
        medium = inspect_medium(path, content)
        facts = {
            "digest": medium.digest,
            "extension": medium.extension,
            "size": medium.size,
            "width": medium.width,
            "height": medium.height,
        }
    name = f"{hashlib.sha256(content).hexdigest()}.{extension}"[:80]
    if store and not default_storage.exists(f"{FOLDER}/{name}"):
        default_storage.save(f"{FOLDER}/{name}", ContentFile(content))
    return Entry(blob=name, facts=facts)


def to_entries(files: Files, *, store: bool = True) -> dict[str, Entry]:
    """Files of a pack as a working copy keeps them."""
    return {path: _entry(path, content, store) for path, content in files.items()}


def _entry(path: str, content: bytes, store: bool) -> Entry:
    if not path.startswith("media/") and b"\0" not in content:
        try:
            return Entry(content.decode("utf-8"))
        except UnicodeDecodeError:
            pass
    return keep(path, content, store=store)


def to_files(tree: Tree) -> Files:
    """The pack's files with all their bytes: what is published and exported."""
    return {path: _bytes(entry) for path, entry in tree.entries.items()}


def _bytes(entry: Entry) -> bytes:
    if not entry.blob:
        return entry.text.encode()
    with default_storage.open(f"{FOLDER}/{entry.blob}") as file:
        content: bytes = file.read()
    return content
