"""The sections in the header and the columns of the footer, on every page."""

from functools import cache
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _


def navigation(request: HttpRequest) -> dict[str, Any]:
    language = get_language() or "en"
    here = request.path
    return {
        "navigation": [{**entry, "is_current": here.startswith(entry["url"])} for entry in sections(language)],
        "footer": columns(language),
    }


@cache
def sections(language: str) -> list[dict[str, Any]]:
    """The same for everybody in one language, which is in force when this is first asked."""
    return _entries([("courses", _("Courses")), ("problems", pgettext("section", "Code")), ("help", _("Help"))])


@cache
def columns(language: str) -> SafeString:
    """The footer's columns, drawn once for each language."""
    learn = [("courses", _("Courses")), ("problems", pgettext("section", "Code")), ("search", _("Search"))]
    you = [
        ("my_page", _("My page")),
        ("my_classes", _("My classes")),
        ("calendar", _("Calendar")),
        ("results", _("My results")),
        ("settings", _("Settings")),
    ]
    about = [
        ("help", _("Help with a slow line")),
        ("privacy", _("Privacy and children")),
        ("style_guide", _("Style guide")),
    ]
    named = [(_("Learn"), learn), (_("You"), you), (_("About"), about)]
    column = '<nav aria-label="{name}"><h2>{name}</h2><ul class="plain">{links}</ul></nav>'
    link = '<li><a href="{url}">{name}</a></li>'
    rows = ({"name": name, "links": format_html_join("", link, _entries(entries))} for name, entries in named)
    return format_html_join("\n", column, rows)


def _entries(entries: list[tuple[str, str]]) -> list[dict[str, Any]]:
    return [{"name": label, "url": reverse(route)} for route, label in entries]
