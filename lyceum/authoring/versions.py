"""Numbers of versions, and what an approval is of."""

import re
from collections.abc import Iterable

from lyceum.authoring.differences import Difference
from lyceum.authoring.tree import Tree
from lyceum.courses.api import rewrite_yaml

FORM = re.compile(r"(\d{1,6})\.(\d{1,6})\.(\d{1,6})")
Number = tuple[int, int, int]


def parsed(version: str) -> Number | None:
    match = FORM.fullmatch(version)
    return (int(match[1]), int(match[2]), int(match[3])) if match else None


def proposed(base: str, found: Iterable[Difference]) -> str:
    """The next number by the size of the change: what is gone counts most, what is new or answers differently less."""
    number = parsed(base)
    if number is None:
        return "1.0.0"
    major, minor, patch = number
    found = list(found)
    if any(one.what == "removed" or any(value.at == "kind" for value in one.values) for one in found):
        return f"{major + 1}.0.0"
    if any(one.what == "added" or any(value.is_answer for value in one.values) for one in found):
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}"


def with_version(tree: Tree, version: str) -> Tree:
    manifest = {**tree.manifest, "version": version}
    return tree.changed({"pack.yaml": rewrite_yaml(tree.text("pack.yaml"), manifest)})


def approval_digest(tree: Tree) -> str:
    """What a reviewer approves: all files, whatever number the version will have."""
    return with_version(tree, "0.0.0").digest
