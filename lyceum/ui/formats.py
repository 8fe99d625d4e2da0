"""Numbers, sizes, dates and times as each language writes them (CLDR, through Babel)."""

from datetime import date, datetime
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_time, format_timedelta, get_datetime_format
from babel.numbers import format_decimal, format_percent
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lyceum.kit import languages

_ARABIC = str.maketrans("0123456789.,%", "٠١٢٣٤٥٦٧٨٩٫٬٪")


def locale() -> Locale:
    return Locale.parse(languages.current(), sep="-")


def _digits(text: str) -> str:
    return text.translate(_ARABIC) if languages.current() == "ar" else text


def number(value: float | int) -> str:
    return _digits(format_decimal(value, locale=locale(), numbering_system="latn"))


def percent(share: float) -> str:
    return _digits(format_percent(share, locale=locale(), numbering_system="latn"))


def isolated(text: str) -> str:
    """Foreign text inside a sentence, kept from turning the words around it (Unicode's FSI and PDI)."""
    return f"\u2068{text}\u2069"


def kilobytes(size: int) -> str:
    """A size in bytes as whole kilobytes (of 1024), from 1,000 KB on in megabytes with one decimal under ten."""
    kb = max(1, -(-size // 1024))
    if kb < 1000:
        return _("%(number)s KB") % {"number": number(kb)}
    mb = kb / 1024
    return _("%(number)s MB") % {"number": number(round(mb, 1) if mb < 10 else round(mb))}


def minutes(count: int) -> str:
    """How long something takes, in words."""
    return _minutes(languages.current(), count)


@lru_cache(maxsize=2048)
def _minutes(language: str, count: int) -> str:
    return ngettext("about %(number)s minute", "about %(number)s minutes", count) % {"number": number(count)}


def day(value: date | datetime) -> str:
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return _plain_digits(format_date(value, format="long", locale=locale()))


def moment(value: datetime) -> str:
    """A day and a time to the minute: nothing here happens to the second."""
    local, where = timezone.localtime(value), locale()
    pattern = str(get_datetime_format("medium", locale=where)).replace("'", "")
    parts = (format_time(local, "short", locale=where), format_date(local, "medium", locale=where))
    return _plain_digits(pattern.format(*parts))


def ago(value: datetime) -> str:
    delta = value - timezone.now()
    return _plain_digits(format_timedelta(delta, add_direction=True, locale=locale()))


def _plain_digits(text: str) -> str:
    return text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")) if languages.current() == "ar" else text
