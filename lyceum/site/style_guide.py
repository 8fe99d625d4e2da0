"""The living style guide: every component, drawn from its own examples; colours, sizes, tiles, icons and pictures."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe

from lyceum.ui import contrast, icons
from lyceum.ui.tile import FAMILIES, SUBJECTS, tile

COMPONENTS = Path(settings.BASE_DIR) / "lyceum" / "ui" / "components"
SIZE = re.compile(r"--(xs|sm|md|lg|xl|xxl|xxxl): (?:clamp\(([\d.]+)rem,.*?([\d.]+)rem\)|([\d.]+)rem);")


@dataclass(frozen=True)
class Component:
    """A folder of the design system: template, style, README and examples."""

    name: str
    title: str
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
    title = folder.name.replace("_", " ").capitalize()
    return Component(folder.name, title, f"components/{folder.name}/{folder.name}.html", purpose, examples)


@cache
def specimens() -> list[tuple[str, list[SafeString]]]:
    """One tile of each family in the colours of each subject."""
    families = range(len(FAMILIES))
    return [(subject, [mark_safe(tile("specimen", subject, family)) for family in families]) for subject in SUBJECTS]


@cache
def colours() -> list[tuple[str, str, str]]:
    light, dark = contrast.palettes()
    return [(name, light[name], dark[name]) for name in light]


@cache
def sizes() -> list[tuple[str, int, int]]:
    """Sizes of type with the pixels they take on the narrowest and on the widest screen."""
    found = SIZE.findall(contrast.TOKENS.read_text(encoding="utf-8"))
    return [
        (name, round(16 * float(fixed or least)), round(16 * float(fixed or most)))
        for name, least, most, fixed in found
    ]


def style_guide(request: HttpRequest) -> HttpResponse:
    context = {
        "components": components(),
        "colours": colours(),
        "pairs": contrast.pairs(),
        "sizes": sizes(),
        "specimens": specimens(),
        "icons": [name.removeprefix("i-") for name in icons.ICONS],
        "pictures": list(icons.PICS),
    }
    return render(request, "site/style_guide.html", context)
