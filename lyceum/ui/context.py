"""What every page's frame needs."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from lyceum.kit import languages

SAVER_COOKIE = "saver"
SHORT = {"en": "EN", "fr": "FR", "es": "ES", "ru": "RU", "ar": "ع", "zh-Hans": "中"}


def page(request: HttpRequest) -> dict[str, Any]:
    return {"ui": PageFrame(request)}


class PageFrame:
    """Language, direction, theme and data-saving of the page; read lazily, so that an error page needs no database."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.lang = languages.current()
        self.dir = languages.direction(self.lang)
        self.lang_short = SHORT[self.lang]

    @property
    def origin(self) -> str:
        return f"{self.request.scheme}://{self.request.get_host()}"

    @cached_property
    def languages(self) -> list[dict[str, str]]:
        """The same page in each language; a page without one leads to the language's home."""
        prefix, path = f"/{self.lang.lower()}/", self.request.get_full_path()
        rest = path[len(prefix) :] if path.startswith(prefix) else ""
        return [
            {"code": code, "name": name, "dir": languages.direction(code), "url": f"/{code.lower()}/{rest}"}
            for code, name in languages.NAMES.items()
        ]

    @cached_property
    def language_links(self) -> SafeString:
        """The list's items; drawn here, once, because every page shows them twice."""
        return format_html_join(
            "", '<li><a href="{url}" lang="{code}" hreflang="{code}" dir="{dir}">{name}</a></li>', self.languages
        )

    @property
    def alternates(self) -> SafeString:
        rows = ({**language, "origin": self.origin} for language in self.languages)
        return format_html_join("\n", '<link rel="alternate" hreflang="{code}" href="{origin}{url}">', rows)

    @property
    def theme(self) -> str:
        profile = _profile(self.request)
        return profile.theme if profile else ""

    @cached_property
    def saves_data(self) -> bool:
        return saves_data(self.request)


def saves_data(request: HttpRequest) -> bool:
    """Whether to leave out what is heavy. The switch on this device goes before the profile and the browser's wish."""
    chosen = request.COOKIES.get(SAVER_COOKIE)
    if chosen in {"0", "1"}:
        return chosen == "1"
    profile = _profile(request)
    return request.headers.get("Save-Data", "").lower() == "on" or bool(profile and profile.saves_data)


def _profile(request: HttpRequest) -> Any:
    return getattr(getattr(request, "actor", None), "profile", None)
