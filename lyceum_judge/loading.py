"""Tells the forms of a problem apart and reads it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from . import package_kattis, package_short
from .folder import Folder
from .package import PackageError, Problem
from .yaml_lines import Document


def load_problem(path: Path | str) -> Problem:
    """Read an activity's folder (short form, or with a `package/` in it) or a Kattis package's folder.

    Raises PackageError.
    """
    root = Path(path)
    if (root / "problem.yaml").is_file():
        return package_kattis.load(root)
    if (root / "package" / "problem.yaml").is_file():
        return _activity_with_package(root)
    if (root / "activity.yaml").is_file():
        return package_short.load(root)
    raise PackageError(root, None, "missing", what="activity.yaml or problem.yaml")


def _activity_with_package(root: Path) -> Problem:
    folder = Folder(root)
    problem = package_kattis.load(root / "package")
    document = Document(root / "activity.yaml", folder.read("activity.yaml"))
    document.mapping((), {"kind", "minutes", "skills", "optional", "languages"})
    languages = package_short.read_languages(document)
    return replace(problem, languages=languages, starters=package_short.read_starters(folder, languages))
