"""The file of a backup: a tar with a list of hashes at its end, encrypted with age (age-encryption.org) if asked."""

import gzip
import hashlib
import io
import json
import os
import tarfile
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pyrage

LIST = "backup.json"
FORMAT = "lyceum-backup/1"
_AGE = b"age-encryption.org/"


UNREADABLE = (
    tarfile.TarError, zlib.error, OSError, EOFError, ValueError, pyrage.DecryptError, pyrage.IdentityError,
)  # fmt: skip


class NotABackup(Exception):
    """The file is no backup, is cut off, damaged, or locked with another key."""


class Writer:
    """Puts files into a backup, one after the other; `close` writes the list."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.packed = gzip.GzipFile(fileobj=stream, mode="wb", compresslevel=3)
        self.tar = tarfile.open(fileobj=self.packed, mode="w|")  # noqa: SIM115  (closed by `close`)
        self.hashes: dict[str, str] = {}

    def add(self, name: str, source: IO[bytes], size: int) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        hashing = _Hashing(source)
        self.tar.addfile(info, hashing)
        self.hashes[name] = hashing.digest.hexdigest()

    def close(self, facts: dict[str, Any]) -> None:
        content = json.dumps({"format": FORMAT, **facts, "files": self.hashes}, indent=1).encode()
        info = tarfile.TarInfo(LIST)
        info.size = len(content)
        self.tar.addfile(info, io.BytesIO(content))
        self.tar.close()
        self.packed.close()


class _Hashing:
    """A file that is hashed while it is read."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source, self.digest = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        part = self.source.read(size)
        self.digest.update(part)
        return part


def write(target: Path, recipients: list[str], fill: Callable[[Writer], dict[str, Any]]) -> None:
    """Make the backup `target`; `fill` adds the files and returns the facts. Cut off, nothing stands under that name."""
    partial = target.with_name(f"{target.name}.partial")
    try:
        _write(partial, recipients, fill)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    partial.replace(target)


def _write(partial: Path, recipients: list[str], fill: Callable[[Writer], dict[str, Any]]) -> None:
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with _encrypting(file, recipients) as stream:
            writer = Writer(stream)
            writer.close(fill(writer))
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _encrypting(file: IO[bytes], recipients: list[str]) -> Iterator[IO[bytes]]:
    """A stream into `file`: locked for the recipients on its way, so that nothing readable touches the disk."""
    if not recipients:
        yield file
        return
    keys = [pyrage.x25519.Recipient.from_str(one) for one in recipients]
    with _piped(lambda readable: pyrage.encrypt_io(readable, file, keys)) as stream:
        yield stream


@contextmanager
def _piped(consume: Callable[[IO[bytes]], object]) -> Iterator[IO[bytes]]:
    """A stream whose other end `consume` reads in a thread; what it raised is raised here at the end."""
    reading, writing = os.pipe()
    failures: list[BaseException] = []

    def run() -> None:
        try:
            with os.fdopen(reading, "rb") as readable:
                consume(readable)
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        with os.fdopen(writing, "wb") as writable:
            yield writable
    finally:
        thread.join()
    if failures:
        raise failures[0]


def unpack(source: Path, folder: Path, identity: str = "") -> dict[str, Any]:
    """Unpack into an empty folder and check every file; the facts. Raises NotABackup before anything is used."""
    try:
        _unpack(source, folder, identity)
        facts: dict[str, Any] = json.loads((folder / LIST).read_bytes())
    except UNREADABLE as error:
        raise NotABackup(f"{source.name} can not be read as a backup: {error}") from error
    if facts.get("format") != FORMAT:
        raise NotABackup(f"{source.name} is a backup of another kind: {facts.get('format')}")
    _check(facts["files"], folder)
    return facts


def _unpack(source: Path, folder: Path, identity: str) -> None:
    plain = source
    with source.open("rb") as file:
        is_locked = file.read(len(_AGE)) == _AGE
    if is_locked:
        if not identity:
            raise NotABackup(f"{source.name} is locked: give its key with --key")
        plain = folder / ".plain"
        pyrage.decrypt_file(str(source), str(plain), [pyrage.x25519.Identity.from_str(identity)])
    with tarfile.open(plain, mode="r:gz") as tar:
        tar.extractall(folder, filter="data")
    if is_locked:
        plain.unlink()


def _check(hashes: dict[str, str], folder: Path) -> None:
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - {LIST}
    if there != set(hashes):
        raise NotABackup("The files in the backup are not those of its list.")
    for name, expected in hashes.items():
        with (folder / name).open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != expected:
                raise NotABackup(f"{name} in the backup is damaged.")


def make_key() -> tuple[str, str]:
    """A new key pair: (secret, public). What is locked with the public one opens with the secret one alone."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())
