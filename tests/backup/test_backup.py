"""A backup made while others write is whole; restoring puts all of it back, or changes nothing."""

import signal
import tarfile
from pathlib import Path

import pytest

from tests.backup.conftest import Site

ADD = "from lyceum.people.models import Profile; Profile.objects.create(name='{}')"
NAMES = "from lyceum.people.models import Profile; print(sorted(Profile.objects.values_list('name', flat=True)))"
KEEP = (
    "from django.core.files.storage import default_storage as s; from django.core.files.base import ContentFile; "
    "s.save('works/{}', ContentFile(b'{}'))"
)
LOOK = "from django.core.files.storage import default_storage as s; print(s.open('works/{}').read())"
WRITE_FOR_EVER = """
from lyceum.people.models import Profile
from django.db import transaction
number = 0
while True:
    with transaction.atomic():
        Profile.objects.create(name=f'pair {number}')
        Profile.objects.create(name=f'pair {number}')
    number += 1
    if number == 20:
        print('writing', flush=True)
"""
PAIRS = (
    "from lyceum.people.models import Profile; from django.db.models import Count; "
    "rows = Profile.objects.filter(name__startswith='pair').values('name').annotate(n=Count('pk')); "
    "print(len(rows) >= 20, {row['n'] for row in rows})"
)


@pytest.fixture
def filled(site: Site) -> Site:
    site.set_up()
    site.shell(ADD.format("Amina") + "; " + KEEP.format("a.txt", "a drawing"))
    return site


def test_everything_comes_back(filled: Site, tmp_path: Path) -> None:
    file = tmp_path / "kept" / "monday.lyceum"
    filled.lyceum("backup", str(file))
    assert file.stat().st_mode & 0o077 == 0, "others on the machine cannot read it"
    filled.shell(
        ADD.format("Boris") + "; from django.core.files.storage import default_storage as s; s.delete('works/a.txt')"
    )
    filled.lyceum("restore", "--yes", str(file))
    assert filled.shell(NAMES) == "['Amina']"
    assert filled.shell(LOOK.format("a.txt")) == "b'a drawing'"


def test_it_is_whole_though_others_write_meanwhile(filled: Site, tmp_path: Path) -> None:
    writer = filled.popen("manage.py", "shell", "--no-imports", "-c", WRITE_FOR_EVER)
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline().strip() == "writing"
        filled.lyceum("backup", str(tmp_path / "busy.lyceum"))
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.communicate()
    filled.lyceum("restore", "--yes", str(tmp_path / "busy.lyceum"))
    assert filled.shell(PAIRS) == "True {2}"


def test_a_locked_backup_opens_with_its_key_alone_and_brings_the_keys(filled: Site, tmp_path: Path) -> None:
    key, other, file = tmp_path / "key.txt", tmp_path / "other.txt", tmp_path / "locked.lyceum"
    public = filled.lyceum("backup", "--make-key", str(key)).splitlines()[0]
    filled.lyceum("backup", "--make-key", str(other))
    assert key.stat().st_mode & 0o077 == 0
    filled.lyceum("backup", "--for", public, str(file))
    assert b"Amina" not in file.read_bytes()
    secret = (filled.data / "keys" / "secret_key").read_text()
    (filled.data / "keys" / "secret_key").write_text("another")
    filled.shell(ADD.format("Boris"))
    assert "give its key" in filled.lyceum("restore", "--yes", str(file), refused=True)
    assert "can not be read" in filled.lyceum("restore", "--yes", "--key", str(other), str(file), refused=True)
    assert filled.shell(NAMES) == "['Amina', 'Boris']"
    filled.lyceum("restore", "--yes", "--key", str(key), str(file))
    assert filled.shell(NAMES) == "['Amina']"
    assert (filled.data / "keys" / "secret_key").read_text() == secret


def test_an_unlocked_backup_holds_no_keys(filled: Site, tmp_path: Path) -> None:
    said = filled.lyceum("backup", str(tmp_path / "open.lyceum"))
    assert "not locked" in said
    with tarfile.open(tmp_path / "open.lyceum") as tar:
        assert not [name for name in tar.getnames() if name.startswith("keys")]


@pytest.mark.parametrize("harm", ["cut off", "one byte", "no backup", "of another database"])
def test_what_is_no_whole_backup_changes_nothing(filled: Site, tmp_path: Path, harm: str) -> None:
    file = tmp_path / "bad.lyceum"
    filled.lyceum("backup", str(file))
    content = file.read_bytes()
    bad = {
        "cut off": content[: len(content) // 2],
        "one byte": content[:2000] + bytes([content[2000] ^ 1]) + content[2001:],
        "no backup": b"hello",
        "of another database": content,
    }[harm]
    file.write_bytes(bad)
    filled.shell(ADD.format("Boris"))
    if harm == "of another database":
        filled.database = (
            "sqlite:///" + str(tmp_path / "x") if filled.database else "postgresql://nobody@127.0.0.1:1/none"
        )
    filled.lyceum("restore", "--yes", str(file), refused=True)
    if harm != "of another database":
        assert filled.shell(NAMES) == "['Amina', 'Boris']"


def test_killed_while_restoring_leaves_the_old_or_the_new(filled: Site, tmp_path: Path) -> None:
    file = tmp_path / "kept.lyceum"
    filled.lyceum("backup", str(file))
    filled.shell(ADD.format("Boris"))
    for lines in range(3):
        process = filled.popen("-u", "-c", SLOW_RESTORE, str(file), str(lines))
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "now"
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert filled.shell(NAMES) in {"['Amina', 'Boris']", "['Amina']"}
    filled.lyceum("restore", "--yes", str(file))
    assert filled.shell(NAMES) == "['Amina']"


#: Restores, and stops to be killed: before the files, before the database, after it.
SLOW_RESTORE = """
import sys, time
from config.backup import command, databases, stores
def waits(function, place):
    def wrapped(*arguments):
        if sys.argv[2] == place:
            print("now", flush=True)
            time.sleep(60)
        return function(*arguments)
    return wrapped
stores.put_back = waits(stores.put_back, "0")
databases.load = waits(databases.load, "1")
command._restart = waits(command._restart, "2")
command.restore("--yes", sys.argv[1])
"""


def test_without_a_yes_nothing_happens(filled: Site, tmp_path: Path) -> None:
    filled.lyceum("backup", str(tmp_path / "kept.lyceum"))
    filled.shell(ADD.format("Boris"))
    filled.lyceum("restore", str(tmp_path / "kept.lyceum"), refused=True)
    assert filled.shell(NAMES) == "['Amina', 'Boris']"
