"""The living style guide: every component, drawn from its own examples."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

COMPONENTS = Path(settings.BASE_DIR) / "lyceum" / "ui" / "components"


@dataclass(frozen=True)
class Component:
    """A folder of the design system: template, style, README and examples."""

    name: str
    template: str
    purpose: str
    examples: list[dict[str, Any]]


@cache
def components() -> list[Component]:
    return [_read(folder) for folder in sorted(COMPONENTS.iterdir()) if (folder / "examples.json").is_file()]


def _read(folder: Path) -> Component:
    readme = (folder / "README.md").read_text(encoding="utf-8")
    purpose = next(line for line in readme.splitlines() if line and not line.startswith("#"))
    examples = json.loads((folder / "examples.json").read_text(encoding="utf-8"))
    return Component(folder.name, f"components/{folder.name}/{folder.name}.html", purpose, examples)


def style_guide(request: HttpRequest) -> HttpResponse:
    return render(request, "site/style_guide.html", {"components": components()})
