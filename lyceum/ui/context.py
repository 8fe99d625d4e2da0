"""What every page's frame needs."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url

from lyceum.kit import languages

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

    @property
    def languages(self) -> list[dict[str, str]]:
        """The same page in each language; a page without one leads to the language's home."""
        return [
            {"code": code, "name": name, "dir": languages.direction(code), "url": self._address(code.lower())}
            for code, name in languages.NAMES.items()
        ]

    def _address(self, code: str) -> str:
        here = self.request.get_full_path()
        there = translate_url(here, code)
        return there if there != here or code == self.lang.lower() else f"/{code}/"

    @property
    def theme(self) -> str:
        profile = _profile(self.request)
        return profile.theme if profile else ""

    @property
    def saves_data(self) -> bool:
        profile = _profile(self.request)
        asked = self.request.headers.get("Save-Data", "").lower() == "on" or self.request.COOKIES.get("saver") == "1"
        return asked or bool(profile and profile.saves_data)

    @property
    def saver_url(self) -> str:
        try:
            return reverse("data_saver")
        except NoReverseMatch:
            return ""


def _profile(request: HttpRequest) -> Any:
    return getattr(getattr(request, "actor", None), "profile", None)
