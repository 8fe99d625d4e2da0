"""`lyceum backup` and `lyceum restore`."""

import argparse
import os
import shutil
import signal
import sys
import tempfile
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from config.backup import archive, databases, stores
from config.setup import say

DATABASE = "database"
FILES = "files"
KEYS = "keys"


def backup(*arguments: str) -> None:
    parser = argparse.ArgumentParser(prog="lyceum backup", description="Copy all of this installation into one file.")
    parser.add_argument("target", type=Path, nargs="?", help="the file to write")
    parser.add_argument("--for", dest="recipients", action="append", default=[], metavar="PUBLIC_KEY",
                        help="lock the file for this age key; may be given several times")  # fmt: skip
    parser.add_argument("--make-key", type=Path, metavar="FILE", help="make a key pair, keep the secret one in FILE")
    options = parser.parse_args(arguments)
    if options.make_key:
        _make_key(options.make_key)
    elif options.target is None:
        parser.error("say which file to write")
    else:
        _try(lambda: make(options.target, options.recipients))


def restore(*arguments: str) -> None:
    parser = argparse.ArgumentParser(prog="lyceum restore", description="Put a backup in the place of what is here.")
    parser.add_argument("source", type=Path)
    parser.add_argument("--key", type=Path, metavar="FILE", help="the file with the secret key of a locked backup")
    parser.add_argument("--yes", action="store_true", help="do not ask: what is here now is replaced")
    options = parser.parse_args(arguments)
    if not options.yes and input("All data of this installation are replaced. Type yes to go on: ") != "yes":
        sys.exit("Nothing was changed.")
    _try(lambda: put_back(options.source, _secret(options.key)))


def _try(action: Any) -> None:
    try:
        action()
    except (archive.NotABackup, databases.CannotCopy, OSError, ValueError) as error:
        sys.exit(str(error))


def _make_key(file: Path) -> None:
    secret, public = archive.make_key()
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as handle:
        handle.write(f"# public key: {public}\n{secret}\n")
    print(public)  # noqa: T201
    say(f"The secret key is in {file}. Keep a copy away from this machine: without it no locked backup opens.")


def _secret(file: Path | None) -> str:
    if file is None:
        return ""
    return next((line for line in file.read_text().splitlines() if line.startswith("AGE-SECRET-KEY-")), "")


def make(target: Path, recipients: list[str]) -> None:
    """Write a backup. The database is copied first: its rows name files that are never changed, only added."""
    settings = _settings()
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as folder:
        copy = Path(folder) / DATABASE
        databases.dump(settings.DATABASES["default"], copy)
        archive.write(target, recipients, partial(_fill, settings=settings, copy=copy, with_keys=bool(recipients)))
    say(f"{target}: {target.stat().st_size:,} bytes")
    if not recipients:
        say("It is not locked, so the installation's secret key is not in it; keep data/keys in a safe place too.")


def _fill(writer: archive.Writer, *, settings: Any, copy: Path, with_keys: bool) -> dict[str, Any]:
    from django.core.files.storage import default_storage  # Django is set up by now

    _add(writer, DATABASE, copy)
    for name in stores.names(default_storage):
        with default_storage.open(name) as file:
            writer.add(f"{FILES}/{name}", file, default_storage.size(name))
    if with_keys:
        for path in sorted((settings.DATA_DIR / KEYS).glob("*")):
            _add(writer, f"{KEYS}/{path.name}", path)
    engine = databases.engine_of(settings.DATABASES["default"])
    return {"made_at": datetime.now(UTC).isoformat(), "version": settings.VERSION, "database": engine}


def _add(writer: archive.Writer, name: str, path: Path) -> None:
    with path.open("rb") as file:
        writer.add(name, file, path.stat().st_size)


def put_back(source: Path, identity: str) -> None:
    """Check the backup, bring in its files and keys, then its database; bring an older one up to date."""
    settings = _settings()
    data: Path = settings.DATA_DIR
    data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=data, prefix=".restore-") as folder:
        facts = archive.unpack(source, Path(folder), identity)
        engine = databases.engine_of(settings.DATABASES["default"])
        if facts["database"] != engine:
            raise archive.NotABackup(f"The backup is of {facts['database']}, this installation uses {engine}.")
        _put_back(Path(folder), settings)
    say(f"Restored what was kept at {facts['made_at']}.")


def _put_back(folder: Path, settings: Any) -> None:
    from django.core.files.storage import default_storage  # Django is set up by now
    from django.core.management import call_command

    say(f"Files: {stores.put_back(default_storage, folder / FILES)} brought back")
    # Files are there before the rows that name them. Killed before this line, the installation is as it was.
    databases.load(settings.DATABASES["default"], folder / DATABASE)
    if (folder / KEYS).is_dir():
        _put_keys(folder / KEYS, settings.DATA_DIR / KEYS)
    call_command("migrate", verbosity=0)
    # The next start looks again which starter content there is.
    (settings.DATA_DIR / "stamps.json").unlink(missing_ok=True)
    _restart(settings.DATA_DIR / "supervisord.pid")


def _put_keys(source: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    for path in source.iterdir():
        shutil.copyfile(path, target / path.name)
        (target / path.name).chmod(0o600)


def _restart(pidfile: Path) -> None:
    """Running processes remember things of the old database: the supervisor starts them anew."""
    try:
        os.kill(int(pidfile.read_text()), signal.SIGHUP)
    except (OSError, ValueError):
        return
    say("The running Lyceum was told to start its processes anew.")


def _settings() -> Any:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")
    os.environ.setdefault("LYCEUM_HTTPS", "0")
    import django
    from django.conf import settings

    django.setup()
    return settings
