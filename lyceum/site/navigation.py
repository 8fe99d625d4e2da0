"""The sections in the header and the columns of the footer, on every page."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def navigation(request: HttpRequest) -> dict[str, Any]:
    return {"navigation": sections(request), "footer": columns()}


def sections(request: HttpRequest) -> list[dict[str, Any]]:
    entries = [("courses", _("Courses")), ("problems", pgettext("section", "Code")), ("help", _("Help"))]
    return [
        {"name": name, "url": url, "is_current": request.path.startswith(url)}
        for route, name in entries
        if (url := _address(route))
    ]


def columns() -> list[dict[str, Any]]:
    learn = [("courses", _("Courses")), ("problems", pgettext("section", "Code")), ("search", _("Search"))]
    you = [("my_page", _("My page")), ("results", _("My results")), ("settings", _("Settings"))]
    about = [
        ("help", _("Help with a slow line")),
        ("privacy", _("Privacy and children")),
        ("style_guide", _("Style guide")),
    ]
    return [_column(_("Learn"), learn), _column(_("You"), you), _column(_("About"), about)]


def _column(name: str, entries: list[tuple[str, str]]) -> dict[str, Any]:
    return {
        "name": name,
        "items": [{"name": label, "url": url} for route, label in entries if (url := _address(route))],
    }


def _address(route: str) -> str:
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""
