"""The files of an installation, whichever storage holds them."""

from collections.abc import Iterator
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import Storage


def names(storage: Storage, folder: str = "") -> Iterator[str]:
    """Every file's name, folder by folder."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    for name in sorted(files):
        yield prefix + name
    for name in sorted(folders):
        yield from names(storage, prefix + name)


def put_back(storage: Storage, folder: Path) -> int:
    """Bring the files in `folder` into the storage; those of the same name and size are there already. How many came."""
    count = 0
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = str(path.relative_to(folder))
        if storage.exists(name):
            if storage.size(name) == path.stat().st_size:
                continue
            storage.delete(name)
        with path.open("rb") as file:
            storage.save(name, File(file))
        count += 1
    return count
