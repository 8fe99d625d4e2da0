"""The one way in which files of a working copy change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from lyceum.authoring import blobs
from lyceum.authoring.merging import Clash, merge
from lyceum.authoring.models import FileRevision, WorkingCopy, WorkingFile
from lyceum.authoring.tree import Changes, Entry, Tree
from lyceum.kit import clock
from lyceum.people.api import Actor, Profile


class Clashed(Exception):
    """Somebody else changed the same lines meanwhile. Nothing was written; both texts are in `clashes`."""

    def __init__(self, clashes: list[Clash]) -> None:
        self.clashes = clashes
        super().__init__(", ".join(clash.path for clash in clashes))


@dataclass(frozen=True)
class Written:
    """Which files changed, and in which of them somebody else's changes were kept beside one's own."""

    changed: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)


def locked(copy: WorkingCopy) -> WorkingCopy:
    """The copy's row, held until the transaction ends. All writers of files wait here for each other."""
    return WorkingCopy.objects.select_for_update(of=("self",)).select_related("institution").get(pk=copy.pk)


def tree_of(copy: WorkingCopy) -> Tree:
    """All files of a copy: one query."""
    rows = WorkingFile.objects.filter(copy=copy).order_by("path")
    return Tree({row.path: entry_of(row) for row in rows})


def entry_of(row: WorkingFile) -> Entry:
    return Entry(row.text, row.blob, row.facts, row.revision)


def write(*, actor: Actor, copy: WorkingCopy, changes: Changes, seen: Mapping[str, int] | None = None) -> Written:
    """Make the changes in a copy that is `locked`; call it in a transaction, after permission was checked.

    `seen` says of which revision of a file a changed text was made. Where that is not the newest, both changes are merged
    line by line; where they touch the same lines, Clashed is raised.
    """
    rows = {row.path: row for row in WorkingFile.objects.filter(copy=copy, path__in=list(changes))}
    wanted, merged, clashes = dict(changes), [], []
    for path, revision in (seen or {}).items():
        row, mine = rows.get(path), changes.get(path)
        if row is None or not isinstance(mine, str) or row.revision == revision:
            continue
        base = FileRevision.objects.filter(copy=copy, path=path, revision=revision).first()
        both = merge(base.text if base is not None else "", mine, row.text)
        if both is None:
            clashes.append(Clash(path, mine, row.text, row.revision))
        elif both != mine:
            wanted[path] = both
            merged.append(path)
    if clashes:
        raise Clashed(clashes)
    changed = _store(actor.profile, copy, wanted, rows)
    if changed:
        _touch(copy)
    return Written(changed, merged)


def _store(by: Profile | None, copy: WorkingCopy, changes: Changes, rows: dict[str, WorkingFile]) -> list[str]:
    now = clock.now()
    fresh, altered, history = [], [], []
    for path, change in changes.items():
        entry = Entry(change) if isinstance(change, str) else change
        row = rows.get(path)
        if entry is None or (row is not None and (row.text, row.blob) == (entry.text, entry.blob)):
            continue
        revision = row.revision + 1 if row is not None else 0
        if row is None:
            row = WorkingFile(copy=copy, path=path)
            fresh.append(row)
        else:
            altered.append(row)
        row.text, row.blob, row.facts = entry.text, entry.blob, dict(entry.facts)
        row.revision, row.changed_by, row.changed_at = revision, by, now
        if not entry.blob:
            history.append(row)
    _number_anew(copy, fresh)
    gone = [row.pk for path, row in rows.items() if path in changes and changes[path] is None]
    WorkingFile.objects.filter(pk__in=gone).delete()
    WorkingFile.objects.bulk_create(fresh, batch_size=200)
    WorkingFile.objects.bulk_update(
        altered, ["text", "blob", "facts", "revision", "changed_by", "changed_at"], batch_size=100
    )
    _remember(by, now, history)
    return [row.path for row in [*fresh, *altered]] + [
        path for path in rows if path in changes and changes[path] is None
    ]


def _number_anew(copy: WorkingCopy, fresh: list[WorkingFile]) -> None:
    """A path that was used before goes on counting, so that an old page cannot take a new text for its own."""
    last: dict[str, int] = {}
    paths = [row.path for row in fresh]
    for start in range(0, len(paths), 400):
        earlier = FileRevision.objects.filter(copy=copy, path__in=paths[start : start + 400])
        for path, revision in earlier.values_list("path", "revision"):
            last[path] = max(last.get(path, 0), revision)
    for row in fresh:
        row.revision = last.get(row.path, 0) + 1


def _remember(by: Profile | None, now: datetime, rows: list[WorkingFile]) -> None:
    history = [
        FileRevision(
            copy_id=row.copy_id, path=row.path, revision=row.revision, text=row.text, changed_by=by, changed_at=now
        )
        for row in rows
    ]
    FileRevision.objects.bulk_create(history, batch_size=200)


def _touch(copy: WorkingCopy) -> None:
    """Note that something changed; what lists say follows the files."""
    tree = tree_of(copy)
    copy.edition += 1
    copy.changed_at = clock.now()
    copy.title = tree.title[:120]
    copy.subject = str(tree.manifest.get("subject", ""))[:12]
    copy.source_language = tree.source[:12]
    if copy.state == WorkingCopy.State.APPROVED:
        # What was approved is another text.
        copy.state = WorkingCopy.State.WRITING
    copy.save()


@transaction.atomic
def keep_blobs(contents: Mapping[str, bytes]) -> dict[str, Entry]:
    """Store bytes that are no text; the entries name them."""
    return {path: blobs.keep(path, content) for path, content in contents.items()}
