"""Packages of problems: kept in storage under their hash, unpacked once on each machine that needs them."""

import hashlib
import io
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from lyceum_judge.protocol import JudgeLost, JudgeRefuses, PackageError, load_problem, verify_problem
from lyceum_judge.protocol import Problem as Package

EPOCH = (1980, 1, 1, 0, 0, 0)


def store(files: Mapping[str, bytes]) -> str:
    """Keep a package; the answer is its hash. The same files always give the same hash and are kept once."""
    content = _archive(files)
    digest = hashlib.sha256(content).hexdigest()
    if not default_storage.exists(_name(digest)):
        default_storage.save(_name(digest), ContentFile(content))
    return digest


@lru_cache(maxsize=256)
def load(digest: str) -> Package:
    """The package with this hash, ready for the judge."""
    return load_problem(_unpacked(digest))


def _name(digest: str) -> str:
    return f"problems/{digest[:2]}/{digest}.zip"


def _archive(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            archive.writestr(zipfile.ZipInfo(path, EPOCH), files[path], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _unpacked(digest: str) -> Path:
    """Unpack beside the target and rename, so that a process killed half-way leaves nothing half-unpacked in use."""
    target = Path(settings.DATA_DIR) / "cache" / "problems" / digest
    if target.is_dir():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(mkdtemp(dir=target.parent))
    with default_storage.open(_name(digest)) as file, zipfile.ZipFile(file) as archive:
        archive.extractall(temporary)  # written by `store`, whose paths the importer checked
    try:
        temporary.rename(target)
    except OSError:
        shutil.rmtree(temporary, ignore_errors=True)
    return target


def verify(files: Mapping[str, bytes]) -> list[dict[str, object]] | None:
    """Have this process's judge hold a problem's files against themselves; None when it cannot be asked just now."""
    from lyceum.coding.judging import client

    with TemporaryDirectory() as folder:
        for name, content in files.items():
            target = Path(folder) / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        try:
            rows = verify_problem(load_problem(Path(folder)), client())
        except PackageError as error:
            return [{"what": "activity.yaml", "wanted": "", "got": str(error), "ok": False, "cpu_ms": 0}]
        except (JudgeLost, JudgeRefuses):
            return None
    return [asdict(row) for row in rows]
