"""A pack as one deterministic ZIP file and one hash."""

import hashlib
import io
import zipfile

from lyceum.courses.packs.sources import Files

# The earliest date that a ZIP can hold: time of day must not change the archive.
EPOCH = (1980, 1, 1, 0, 0, 0)


def pack_hash(files: Files) -> str:
    """SHA-256 over names and contents, in order; independent of how they are compressed."""
    whole = hashlib.sha256()
    for path, content in sorted(files.items()):
        whole.update(f"{path}\0{len(content)}\0".encode())
        whole.update(content)
    return whole.hexdigest()


def to_zip(files: Files) -> bytes:
    """The same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, content in sorted(files.items()):
            member = zipfile.ZipInfo(path, EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            archive.writestr(member, content)
    return buffer.getvalue()
