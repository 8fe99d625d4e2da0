"""The design system: complete folders, examples that draw, a light style sheet, colours that can be told apart."""

import gzip
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template.backends.django import DjangoTemplates
from django.template.loader import render_to_string
from django.test import Client
from django.utils.html import escape

from config.setup import build_assets
from lyceum.site.style_guide import COMPONENTS, components
from lyceum.ui import contrast

FOLDERS = sorted(folder for folder in COMPONENTS.iterdir() if folder.is_dir())
CSS = sorted((Path(settings.BASE_DIR) / "lyceum" / "ui").rglob("*.css"))
KB = 1024
HOSTILE = "<script>x</script>\"'&<b onload=y>"
LOADERS = ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"]
PARTS = "{name}.html {name}.css README.md examples.json"
#: Physical words that stay: code and drawings run from left to right in every script.
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)"
    r"|border-(?:top|bottom)-(?:left|right)-radius|left|right|top|bottom|(?:min-|max-)?(?:width|height))\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)"
)
LEFT_TO_RIGHT = {"base.css": ["text-align: left"], "editor.css": ["text-align: left"]}


class Ids(HTMLParser):
    """All ids of a page, and what refers to one."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.references: set[str] = set()
        self.styles = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.styles += "style" in given or tag == "style"
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            self.references.update((given.get(name) or "").split())


EXAMPLES = [
    pytest.param(component.template, example["context"], id=f"{component.name}: {example['name']}")
    for component in components()
    for example in component.examples
]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_component_is_complete(folder: Path) -> None:
    wanted = PARTS.format(name=folder.name).split()
    assert sorted(file.name for file in folder.iterdir()) == sorted(wanted)
    names = [example["name"] for example in json.loads((folder / "examples.json").read_text())]
    assert names
    assert len(names) == len(set(names))


def leaves(value: Any) -> Iterator[str]:
    """The texts of a context that are shown."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner)
    elif isinstance(value, str):
        yield value


def attacked(value: Any) -> Any:
    """The context with every sentence made hostile; words that choose a look or a picture stay."""
    if isinstance(value, dict):
        return {key: attacked(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [attacked(inner) for inner in value]
    return HOSTILE if isinstance(value, str) and (" " in value or value[:1].isupper()) else value


@pytest.fixture(scope="module")
def strict() -> DjangoTemplates:
    """Templates that tell which placeholder was left empty."""
    kind: dict[str, Any] = settings.TEMPLATES[0]
    options = {**kind["OPTIONS"], "string_if_invalid": "EMPTY(%s)", "loaders": LOADERS}
    options.pop("context_processors")
    return DjangoTemplates({"NAME": "strict", "DIRS": kind["DIRS"], "APP_DIRS": False, "OPTIONS": options})


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(("template", "context"), EXAMPLES)
def test_an_example_fills_every_place_and_loses_no_word(
    template: str, context: dict[str, Any], strict: DjangoTemplates
) -> None:
    html = one_line(strict.get_template(template).render({"e": context}))
    assert re.findall(r"EMPTY\([^)]*\)", html) == []
    sentences = [one_line(text) for text in leaves(context) if " " in text or text[:1].isupper()]
    assert [text for text in sentences if str(escape(text)) not in html] == []


def test_an_empty_place_is_noticed(strict: DjangoTemplates) -> None:
    assert "EMPTY(e.text)" in strict.get_template("components/tag/tag.html").render({"e": {}})


@pytest.mark.parametrize(("template", "context"), EXAMPLES)
def test_an_example_escapes_hostile_words(template: str, context: dict[str, Any]) -> None:
    html = render_to_string(template, {"e": attacked(context)})
    assert "<script" not in html
    assert "<b onload" not in html


def test_hostile_words_reach_the_templates() -> None:
    assert attacked({"title": "Saved", "tone": "ok", "rows": ["a word"]}) == {
        "title": HOSTILE,
        "tone": "ok",
        "rows": [HOSTILE],
    }


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_style_guide_is_one_valid_light_page(client: Client, language: str, db: None) -> None:
    answer = client.get(f"/{language}/style-guide/")
    page = Ids(answer.content.decode())
    assert sorted(name for name in page.ids if page.ids.count(name) > 1) == []
    assert page.references - set(page.ids) == set()
    assert page.styles == 0
    assert len(gzip.compress(answer.content)) <= 60 * KB
    assert [one.name for one in components() if f'id="{one.name}"' not in answer.content.decode()] == []


def physical(file: Path) -> list[str]:
    text = re.sub(r"/\*.*?\*/|@media[^{]*|@container[^{]*", "", file.read_text(), flags=re.DOTALL)
    found = [match.group().strip() for match in PHYSICAL.finditer(text)]
    return [words for words in found if words not in LEFT_TO_RIGHT.get(file.name, [])]


@pytest.mark.parametrize("file", CSS, ids=lambda file: file.name)
def test_styles_follow_the_script_and_ask_nobody(file: Path) -> None:
    assert physical(file) == []
    assert re.findall(r"@import|url\(\s*['\"]?(?:https?:)?//", file.read_text()) == []


def test_a_physical_property_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "new.css"
    file.write_text(".a { margin-left: 1px; text-align: left; width: 2px; border-left-color: red; max-width: 3px }")
    assert len(physical(file)) == 4


def test_the_built_style_sheet_is_light() -> None:
    build_assets()
    built = (Path(settings.BASE_DIR) / "build" / "assets" / "lyceum.css").read_bytes()
    assert len(gzip.compress(built, 9)) <= 12 * KB


@pytest.mark.parametrize("pair", contrast.pairs(), ids=lambda pair: f"{pair.text} on {pair.ground}")
def test_colours_can_be_told_apart(pair: contrast.Pair) -> None:
    assert pair.holds, pair


def test_contrast_is_measured_as_the_standard_says() -> None:
    assert contrast.ratio("#000", "#ffffff") == pytest.approx(21)
    assert contrast.ratio("#777777", "#fff") == pytest.approx(4.478, abs=0.001)


def test_both_ways_to_the_dark_palette_agree() -> None:
    css = contrast.TOKENS.read_text()
    by_system = css[css.index("prefers-color-scheme: dark") : css.index(":root[data-theme=dark]")]
    _light, dark = contrast.palettes()
    assert {name: dark[name] for name, _ in contrast.DECLARATION.findall(by_system)} == dict(
        contrast.DECLARATION.findall(by_system)
    )
