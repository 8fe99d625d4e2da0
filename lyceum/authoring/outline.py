"""What happens to files when units and activities are added, moved and taken out. Every function gives the changes."""

import re
from collections.abc import Iterable
from typing import Any

from django.utils.text import slugify

from lyceum.authoring.tree import ActivityNode, Changes, Entry, Tree, UnitNode
from lyceum.courses.api import dump_yaml, rewrite_yaml


class NoSuchPlace(Exception):
    """The unit or activity is not in the course any more; nothing was changed."""


def free_key(title: str, fallback: str, taken: Iterable[str]) -> str:
    """A key for a folder, made from the title where that has Latin letters, that nothing else has."""
    stem = re.sub(r"[^a-z0-9-]", "", slugify(title))[:48].strip("-") or fallback
    used, number, key = set(taken), 1, stem
    while key in used:
        number += 1
        key = f"{stem}-{number}"
    return key


def add_unit(tree: Tree, title: str) -> tuple[str, Changes]:
    key = free_key(title, "unit", tree.folders)
    last = max((_number(folder) for folder in tree.folders.values()), default=0)
    folder = f"units/{last + 1:02}-{key}/"
    return key, {
        f"{folder}unit.yaml": dump_yaml({"activities": []}),
        f"{folder}unit.{tree.source}.yaml": dump_yaml({"title": title}),
    }


def name_unit(tree: Tree, unit: UnitNode, title: str, summary: str) -> Changes:
    path = f"{unit.folder}unit.{tree.source}.yaml"
    value = {**tree.data(path), "title": title, "summary": summary}
    return {path: rewrite_yaml(tree.text(path), {key: text for key, text in value.items() if text})}


def add_activity(tree: Tree, unit: UnitNode, key: str, files: dict[str, str]) -> Changes:
    """Put an activity at the end of a unit; `files` by their names in its folder."""
    changes: Changes = {f"{unit.folder}{key}/{name}": text for name, text in files.items()}
    return changes | _listed(tree, unit.folder, [*tree.order(unit.folder), key])


def move_unit(tree: Tree, key: str, position: int) -> Changes:
    """Bring a unit to a place, counted from 0; folders take over each other's numbers."""
    order = list(tree.folders)
    if key not in order:
        raise NoSuchPlace
    order.remove(key)
    order.insert(max(0, min(position, len(order))), key)
    numbers = [_number(folder) for folder in tree.folders.values()]
    if len(set(numbers)) < len(numbers):
        numbers = list(range(1, len(numbers) + 1))
    moved = {tree.folders[name]: f"units/{number:02}-{name}/" for name, number in zip(order, numbers, strict=True)}
    return _renamed(tree, moved)


def move_activity(tree: Tree, key: str, unit_key: str, position: int) -> Changes:
    """Bring an activity to a place in a unit, its own or another."""
    source, target, node = tree.unit_of(key), tree.unit(unit_key), tree.activity(key)
    if source is None or target is None or node is None:
        raise NoSuchPlace
    order = [name for name in tree.order(target.folder) if name != key]
    order.insert(max(0, min(position, len(order))), key)
    changes = _listed(tree, target.folder, order)
    if source.key != target.key:
        changes |= _listed(tree, source.folder, [name for name in tree.order(source.folder) if name != key])
        changes |= _renamed(tree, {node.folder: f"{target.folder}{key}/"})
    return changes


def remove_activity(tree: Tree, node: ActivityNode, unit: UnitNode) -> Changes:
    changes: Changes = dict.fromkeys(tree.inside(node.folder))
    return changes | _listed(tree, unit.folder, [name for name in tree.order(unit.folder) if name != node.key])


def remove_unit(tree: Tree, unit: UnitNode) -> Changes:
    return dict.fromkeys(tree.inside(unit.folder))


def restore(tree: Tree, key: str, unit_key: str, position: int, files: dict[str, Entry]) -> Changes:
    """Put back what was taken out, where it was if that is still there; a key that is taken now gets a number."""
    return _restore_activity(tree, key, unit_key, position, files) if unit_key else _restore_unit(tree, key, files)


def _restore_unit(tree: Tree, key: str, files: dict[str, Entry]) -> Changes:
    free = free_key(key, "unit", tree.folders)
    last = max((_number(folder) for folder in tree.folders.values()), default=0)
    clash = tree.keys() & {name.split("/")[0] for name in files if "/" in name}
    kept = {name: entry for name, entry in files.items() if name.split("/")[0] not in clash}
    folder = f"units/{last + 1:02}-{free}/"
    changes: Changes = {f"{folder}{name}": entry for name, entry in kept.items()}
    if clash:
        order = [name for name in Tree(files).data("unit.yaml").get("activities", []) if name not in clash]
        changes[f"{folder}unit.yaml"] = rewrite_yaml(files["unit.yaml"].text, {"activities": order})
    return changes


def _restore_activity(tree: Tree, key: str, unit_key: str, position: int, files: dict[str, Entry]) -> Changes:
    unit = tree.unit(unit_key) or next(iter(tree.units), None)
    if unit is None:
        raise NoSuchPlace
    free = free_key(key, "activity", tree.keys())
    order = tree.order(unit.folder)
    order.insert(min(position, len(order)), free)
    changes: Changes = {f"{unit.folder}{free}/{name}": entry for name, entry in files.items()}
    return changes | _listed(tree, unit.folder, order)


def _listed(tree: Tree, folder: str, order: list[str]) -> Changes:
    path = f"{folder}unit.yaml"
    value: dict[str, Any] = {**tree.data(path), "activities": order}
    return {path: rewrite_yaml(tree.text(path), value)}


def _renamed(tree: Tree, folders: dict[str, str]) -> Changes:
    """Files that go from one folder to another; where two swap, the arrival counts."""
    gone: Changes = {}
    arrived: Changes = {}
    for old, new in folders.items():
        if old != new:
            for path in tree.inside(old):
                gone[path] = None
                arrived[new + path[len(old) :]] = tree.entries[path]
    return gone | arrived


def _number(folder: str) -> int:
    return int(folder.split("/")[1].split("-", 1)[0])
