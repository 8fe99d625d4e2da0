"""Tags and filters of the design system, built into every template."""

from math import ceil
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from lyceum.kit import languages
from lyceum.ui import formats, icons
from lyceum.ui.tile import tile as draw_tile

register = template.Library()
register.filter("number", formats.number)
register.filter("percent", formats.percent)
register.filter("kilobytes", formats.kilobytes)
register.filter("minutes", formats.minutes)
register.filter("day", formats.day)
register.filter("moment", formats.moment)
register.filter("ago", formats.ago)

MARK = (
    '<svg viewBox="0 0 20 20" width="28" height="28" aria-hidden="true"><path class="b1" '
    'd="M0 0h9.5v9.5H0zM0 10.5h9.5V20H0zM10.5 10.5H20V20h-9.5z"/>'
    '<path class="b2" d="M10.5 0A9.5 9.5 0 0120 9.5h-9.5z"/></svg>'
)


@register.simple_tag
def mark() -> SafeString:
    return mark_safe(MARK)


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """An icon of the sprite; `flip` mirrors it in right-to-left pages, `full` fills it."""
    classes = f"i {extra}".strip()
    return format_html(
        '<svg class="{}" width="20" height="20" aria-hidden="true"><use href="#i-{}"/></svg>', classes, name
    )


@register.simple_tag
def mastery(level: int) -> SafeString:
    return format_html(
        '<svg class="m m{0}" width="28" height="28" aria-hidden="true"><use href="#m-{0}"/></svg>', level
    )


@register.simple_tag
def tile(thing: str, subject: str = "lang") -> SafeString:
    return mark_safe(draw_tile(thing, subject))


@register.simple_tag
def picture(name: str) -> SafeString:
    """The drawing that stands for a profile."""
    return mark_safe(icons.PICS.get(name, icons.PICS["fish"]))


@register.simple_tag
def run(done: int, total: int, label: str) -> SafeString:
    """Progress in whole steps: done ones thick, the next lit."""
    now = format_html('<path class="now" d="M{} .5h1"/>', done) if done < total else ""
    return format_html(
        '<svg class="run" viewBox="0 0 {n} 1" preserveAspectRatio="none" role="img" aria-label="{label}">'
        '<path d="M0 .5h{n}"/><path class="on" d="M0 .5h{d}"/>{now}</svg>',
        n=max(total, 1), d=done, label=label, now=now,
    )  # fmt: skip


@register.filter
def whole(value: float) -> int:
    """Rounded up, as plural forms need whole numbers."""
    return ceil(value)


@register.filter
def own_name(code: str) -> str:
    return languages.NAMES.get(code, code)


@register.filter
def other_language(code: str) -> SafeString:
    """`lang` and `dir` for text that is not in the page's language, nothing for text that is."""
    if code == languages.current():
        return mark_safe("")
    return format_html('lang="{}" dir="{}"', code, languages.direction(code))


@register.inclusion_tag("ui/field.html")
def field(bound: Any, **options: Any) -> dict[str, Any]:
    """One form field with label, hint and what is wrong with it, tied together for screen readers."""
    return {"field": bound, **options}
