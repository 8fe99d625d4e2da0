"""The colours of the design system and how well they can be told apart (WCAG 2.2, relative luminance)."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TOKENS = Path(__file__).resolve().parent / "css" / "tokens.css"
DECLARATION = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-f]{3,6})\b")
TEXT, CONTROL = 7.0, 3.0

#: Which colour stands on which, and the least contrast between the two.
PAIRS = [
    *((text, ground, TEXT) for text in ("ink", "ink2") for ground in ("paper", "surface", "wash")),
    *(("ink", ground, TEXT) for ground in ("cobalt-wash", "lit-wash", "ok-wash", "bad-wash", "warn-wash")),
    *(("cobalt", ground, TEXT) for ground in ("paper", "surface", "wash", "cobalt-wash")),
    ("on-solid", "solid", TEXT),
    ("on-deep", "deep", TEXT),
    ("on-deep2", "deep", TEXT),
    ("on-lit", "lit", TEXT),
    ("ok", "ok-wash", TEXT),
    ("bad", "bad-wash", TEXT),
    ("warn", "warn-wash", TEXT),
    ("ok", "surface", TEXT),
    ("bad", "surface", TEXT),
    ("paper", "ink", TEXT),
    ("surface", "ok", TEXT),
    ("edge", "surface", CONTROL),
    ("edge", "paper", CONTROL),
    ("lit-edge", "paper", CONTROL),
]


@dataclass(frozen=True)
class Pair:
    """A colour on another, with its contrast in the light and in the dark palette."""

    text: str
    ground: str
    least: float
    light: float
    dark: float

    @property
    def holds(self) -> bool:
        return min(self.light, self.dark) >= self.least


@cache
def palettes() -> tuple[dict[str, str], dict[str, str]]:
    """Token to colour, in light and in dark; dark tokens that are not given again are those of light."""
    css = TOKENS.read_text(encoding="utf-8")
    light = dict(DECLARATION.findall(_block(css, ":root {")))
    return light, light | dict(DECLARATION.findall(_block(css, ":root[data-theme=dark], .night {")))


def _block(css: str, head: str) -> str:
    start = css.index(head)
    return css[start : css.index("}", start)]


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """From 1, the same, to 21, black on white."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def pairs() -> list[Pair]:
    light, dark = palettes()
    return [
        Pair(text, ground, least, ratio(light[text], light[ground]), ratio(dark[text], dark[ground]))
        for text, ground, least in PAIRS
    ]
