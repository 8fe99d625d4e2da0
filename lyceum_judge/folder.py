"""Reads a problem's files without ever leaving its folder, and within bounds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .package import PackageError

FILE_BYTES = 64 << 20
SOURCE_BYTES = 1 << 20


class Folder:
    """A package's folder. Paths are relative to it; a link that leads out of it is refused."""

    def __init__(self, root: Path) -> None:
        if not root.is_dir():
            raise PackageError(root, None, "missing", what="the folder")
        self.root = root.resolve()

    def _safe(self, path: Path) -> Path:
        if not path.resolve().is_relative_to(self.root):
            raise PackageError(path, None, "link")
        return path

    def has(self, name: str) -> bool:
        """Say whether there is a file or folder of this name."""
        return (self.root / name).exists()

    def read(self, name: str, limit: int = FILE_BYTES) -> bytes:
        """Return a file's bytes. Raises PackageError if it is missing, leads out, or is larger than `limit`."""
        path = self._safe(self.root / name)
        try:
            with path.open("rb") as file:
                content = file.read(limit + 1)
        except FileNotFoundError as error:
            raise PackageError(path, None, "missing", what="the file") from error
        except OSError as error:
            raise PackageError(path, None, "unreadable", why=error.strerror) from error
        if len(content) > limit:
            raise PackageError(path, None, "too_large", limit=limit)
        return content

    def data(self, name: str) -> str:
        """Return test data: text that gives back the very bytes when it is encoded with `surrogateescape`."""
        return self.read(name).decode("utf-8", errors="surrogateescape")

    def source(self, name: str) -> str:
        """Return a program's source."""
        return self.read(name, SOURCE_BYTES).decode("utf-8", errors="surrogateescape")

    def files(self, name: str) -> list[str]:
        """Return the plain files of a folder, by name, hidden ones aside."""
        return [f"{name}/{path.name}" for path in self._entries(name) if path.is_file()]

    def folders(self, name: str) -> list[str]:
        """Return the folders of a folder, by name, hidden ones aside."""
        return [f"{name}/{path.name}" for path in self._entries(name) if path.is_dir()]

    def _entries(self, name: str) -> Iterator[Path]:
        path = self._safe(self.root / name)
        if path.is_dir():
            yield from (self._safe(one) for one in sorted(path.iterdir()) if not one.name.startswith((".", "__")))
