"""The six languages and the codes by which the web (BCP 47) and Django name them."""

from django.conf import settings
from django.utils import translation

#: BCP 47 codes in the order in which the languages are offered.
CODES = ("en", "fr", "es", "ru", "ar", "zh-Hans")
NAMES = {"en": "English", "fr": "Français", "es": "Español", "ru": "Русский", "ar": "العربية", "zh-Hans": "中文"}
RIGHT_TO_LEFT = frozenset({"ar"})


def current() -> str:
    """The BCP 47 code of the language in force."""
    return bcp47(translation.get_language() or settings.LANGUAGE_CODE)


def bcp47(django_code: str) -> str:
    return {code.lower(): code for code in CODES}.get(django_code.lower(), "en")


def direction(code: str) -> str:
    return "rtl" if code in RIGHT_TO_LEFT else "ltr"


def best_of(available: "set[str] | list[str]", wanted: str, source: str = "en") -> str | None:
    """The language to show of those that exist: the wanted one, else the source, else English, else the first offered."""
    for code in (wanted, source, "en", *CODES):
        if code in available:
            return code
    return None
