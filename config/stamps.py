"""Remembers which set-up steps were done with which inputs, so that a second start skips them."""

import hashlib
import json
from collections.abc import Callable, Iterable
from pathlib import Path


def fingerprint(paths: Iterable[Path]) -> str:
    """A hash of names and contents; folders count with all that is below them."""
    digest = hashlib.sha256()
    for path in paths:
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in files:
            digest.update(str(file).encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


class Stamps:
    """Done steps, kept in a file in `folder`; a step is done again when its fingerprint changes."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "stamps.json"
        self.done: dict[str, str] = json.loads(self.file.read_text()) if self.file.is_file() else {}

    def once(self, name: str, inputs: str, step: Callable[[], object]) -> bool:
        """Run `step` unless it was done with the same inputs; true if it ran."""
        if self.done.get(name) == inputs:
            return False
        step()
        self.done[name] = inputs
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(json.dumps(self.done, indent=1))
        return True
