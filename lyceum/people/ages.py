"""Ages that matter in law. By the year alone one is taken for the younger of the two ages that it allows."""

from django.conf import settings

from lyceum.kit import clock


def is_under_age(birth_year: int | None) -> bool:
    """Whether somebody born then needs a guardian's consent. Who gave no year is taken to be old enough."""
    return birth_year is not None and clock.now().year - birth_year <= settings.AGE_OF_CONSENT


def is_adult(birth_year: int | None) -> bool:
    """Whether somebody born then may answer for a child."""
    return birth_year is not None and clock.now().year - birth_year > settings.AGE_OF_ADULTHOOD


def last_year_of_age() -> int:
    """Who was born in this year or before needs no consent any more."""
    return clock.now().year - int(settings.AGE_OF_CONSENT) - 1


def is_likely_year(year: int) -> bool:
    return clock.now().year - 120 <= year <= clock.now().year - 3
