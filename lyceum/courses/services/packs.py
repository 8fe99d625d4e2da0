"""Takes packs in and gives them out again."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from lyceum.courses.models import Course, CourseVersion
from lyceum.courses.packs.archive import pack_hash, to_zip
from lyceum.courses.packs.reader import read_pack
from lyceum.courses.packs.sources import Files, read_source, read_zip
from lyceum.courses.packs.structure import Pack
from lyceum.courses.policies import can_import
from lyceum.courses.services.storing import RENDERER, Belonging, store_pack
from lyceum.kit import audit
from lyceum.people.api import Actor, require

MEDIA_FOLDER = "packs/media"


class TargetExists(Exception):
    """The place to export to is already taken; nothing was written."""


@dataclass(frozen=True)
class Imported:
    """What an import came to; `changed` is false when the very same pack was there already."""

    course: Course
    changed: bool


def check_pack(source: Path) -> Pack:
    """Read a pack without importing it. Raises PackRejected with everything that is wrong."""
    return read_pack(read_source(source))


def import_pack(*, actor: Actor, source: Path) -> Imported:
    """Bring the pack at `source`, a folder or ZIP, in: wholly or not at all.

    A course of that id is changed in place and everyone's progress stays; activities that the pack no longer has are
    retired, not deleted. Importing the same pack again changes nothing. Raises PackRejected, NotAllowed.
    """
    require(can_import(actor))
    return import_files(actor=actor, files=read_source(source))


def import_files(*, actor: Actor, files: Files, belonging: Belonging | None = None) -> Imported:
    """Bring in a pack that is at hand as files; all that is said of `import_pack` holds.

    `belonging` says whose course it becomes; without it the course stays whose it was, a new one is the installation's.
    """
    require(can_import(actor))
    digest = pack_hash(files)
    same = Course.objects.filter(pack_hash=digest, rendered_by=RENDERER).first()
    if same is not None and (belonging is None or belonging == Belonging.of(same)):
        return Imported(same, changed=False)
    pack = read_pack(files)
    # Files first: one that nobody refers to does no harm, a row without its file would.
    file_name = _keep(f"packs/{digest}.zip", to_zip(files))
    for path, medium in pack.media.items():
        _keep(f"{MEDIA_FOLDER}/{medium.file_name}", files[path])
    return Imported(_import(actor, pack, file_name, belonging), changed=True)


@transaction.atomic
def _import(actor: Actor, pack: Pack, file_name: str, belonging: Belonging | None) -> Course:
    course = store_pack(actor, pack, belonging)
    CourseVersion.objects.update_or_create(
        course=course, pack_hash=pack.digest, defaults={"version": course.version, "file_name": file_name}
    )
    audit.record(actor, "courses.import_pack", course, version=course.version, pack=pack.digest)
    return course


def export_pack(*, slug: str, target: Path) -> Path:
    """Write the course's current pack to `target`: a ZIP file if it is named so, else a new folder.

    The files are those that were imported, byte for byte. Raises Course.DoesNotExist, TargetExists.
    """
    course = Course.objects.get(slug=slug)
    version = course.versions.get(pack_hash=course.pack_hash)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise TargetExists(target)
    with default_storage.open(version.file_name) as file:
        content = file.read()
    target.parent.mkdir(parents=True, exist_ok=True)
    archive = target if target.suffix == ".zip" else target.with_name(f"{target.name}.partial.zip")
    archive.write_bytes(content)
    if archive is not target:
        _write_folder(read_zip(archive), target)
        archive.unlink()
    return target


def files_of(version: CourseVersion) -> Files:
    """The files of a version, as they were imported."""
    with NamedTemporaryFile(suffix=".zip") as copy:
        with default_storage.open(version.file_name) as file:
            shutil.copyfileobj(file, copy)
        copy.flush()
        return read_zip(Path(copy.name))


def _write_folder(files: Files, target: Path) -> None:
    for path, content in files.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(content)


def _keep(name: str, content: bytes) -> str:
    """Store under a name made from the content's hash; a file that was cut off while writing is written anew."""
    if default_storage.exists(name):
        if default_storage.size(name) == len(content):
            return name
        default_storage.delete(name)
    return default_storage.save(name, ContentFile(content))
