"""Units and activities: added, named, moved, taken out and put back."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from lyceum.authoring import outline
from lyceum.authoring.kinds import EDITORS
from lyceum.authoring.models import Removal, WorkingCopy
from lyceum.authoring.outline import NoSuchPlace
from lyceum.authoring.policies import can_edit
from lyceum.authoring.services.files import locked, tree_of, write
from lyceum.authoring.tree import Changes, Entry, Tree
from lyceum.kit import audit, clock
from lyceum.people.api import Actor, require


def _change(actor: Actor, copy: WorkingCopy, action: str, make: Callable[[Tree], Changes], **details: Any) -> None:
    copy = locked(copy)
    write(actor=actor, copy=copy, changes=make(tree_of(copy)))
    audit.record(actor, f"authoring.{action}", copy, **details)


@transaction.atomic
def add_unit(*, actor: Actor, copy: WorkingCopy, title: str) -> str:
    """A new unit at the end; the answer is its key."""
    require(can_edit(actor, copy))
    copy = locked(copy)
    key, changes = outline.add_unit(tree_of(copy), title)
    write(actor=actor, copy=copy, changes=changes)
    audit.record(actor, "authoring.add_unit", copy, key=key)
    return key


@transaction.atomic
def name_unit(*, actor: Actor, copy: WorkingCopy, key: str, title: str, summary: str) -> None:
    require(can_edit(actor, copy))

    def make(tree: Tree) -> Changes:
        unit = tree.unit(key)
        if unit is None:
            raise NoSuchPlace
        return outline.name_unit(tree, unit, title, summary)

    _change(actor, copy, "name_unit", make, key=key)


@transaction.atomic
def move_unit(*, actor: Actor, copy: WorkingCopy, key: str, position: int) -> None:
    """Bring a unit to a place, counted from 0. Raises NoSuchPlace."""
    require(can_edit(actor, copy))
    _change(actor, copy, "move_unit", lambda tree: outline.move_unit(tree, key, position), key=key)


@transaction.atomic
def add_activity(*, actor: Actor, copy: WorkingCopy, unit_key: str, kind: str, title: str) -> str:
    """A new activity at the end of a unit; the answer is its key. Raises NoSuchPlace."""
    require(can_edit(actor, copy))
    copy = locked(copy)
    tree = tree_of(copy)
    unit = tree.unit(unit_key)
    if unit is None or kind not in EDITORS:
        raise NoSuchPlace
    taken = {*tree.keys(), *Removal.objects.filter(copy=copy, restored_at=None).values_list("key", flat=True)}
    key = outline.free_key(title, kind, taken)
    write(
        actor=actor,
        copy=copy,
        changes=outline.add_activity(tree, unit, key, EDITORS[kind].new_files(title, tree.source)),
    )
    audit.record(actor, "authoring.add_activity", copy, key=key, kind=kind)
    return key


@transaction.atomic
def move_activity(*, actor: Actor, copy: WorkingCopy, key: str, unit_key: str, position: int) -> None:
    """Bring an activity to a place in a unit. Raises NoSuchPlace."""
    require(can_edit(actor, copy))
    _change(actor, copy, "move_activity", lambda tree: outline.move_activity(tree, key, unit_key, position), key=key)


@transaction.atomic
def remove(*, actor: Actor, copy: WorkingCopy, key: str, is_unit: bool = False) -> Removal:
    """Take out a unit or an activity; it is kept whole, and `restore` puts it back. Raises NoSuchPlace."""
    require(can_edit(actor, copy))
    copy = locked(copy)
    tree = tree_of(copy)
    unit = tree.unit(key) if is_unit else tree.unit_of(key)
    node = unit if is_unit else tree.activity(key)
    if unit is None or node is None:
        raise NoSuchPlace
    position = list(tree.folders).index(key) if is_unit else tree.order(unit.folder).index(key)
    row = Removal.objects.create(
        copy=copy,
        key=key,
        unit_key="" if is_unit else unit.key,
        title=node.title[:120],
        position=position,
        files={path.removeprefix(node.folder): _kept(tree.entries[path]) for path in tree.inside(node.folder)},
        removed_by=actor.profile,
        removed_at=clock.now(),
    )
    activity = tree.activity(key)
    changes = (
        outline.remove_unit(tree, unit)
        if is_unit or activity is None
        else outline.remove_activity(tree, activity, unit)
    )
    write(actor=actor, copy=copy, changes=changes)
    audit.record(actor, "authoring.remove", copy, key=key)
    return row


@transaction.atomic
def restore(*, actor: Actor, copy: WorkingCopy, removal_id: int) -> None:
    """Put back what was taken out; a second time changes nothing. Raises NoSuchPlace."""
    require(can_edit(actor, copy))
    copy = locked(copy)
    row = Removal.objects.select_for_update().filter(copy=copy, pk=removal_id, restored_at=None).first()
    if row is None:
        return
    tree = tree_of(copy)
    files = {name: Entry(**kept) for name, kept in row.files.items()}
    changes = outline.restore(tree, row.key, row.unit_key, row.position, files)
    write(actor=actor, copy=copy, changes=changes)
    if not row.unit_key and row.key not in tree.folders:
        write(actor=actor, copy=copy, changes=outline.move_unit(tree_of(copy), row.key, row.position))
    row.restored_at = clock.now()
    row.save(update_fields=["restored_at"])
    audit.record(actor, "authoring.restore", copy, key=row.key)


def _kept(entry: Entry) -> dict[str, Any]:
    return {"text": entry.text, "blob": entry.blob, "facts": dict(entry.facts)}
