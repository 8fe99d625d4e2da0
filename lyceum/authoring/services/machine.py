"""Drafts of translations by a service that the installation may name; without one there are none."""

import json
import urllib.request

from django.conf import settings

#: What LibreTranslate calls our languages.
CODES = {"zh-Hans": "zh"}
SECONDS = 30


class NoTranslator(Exception):
    """No translator is set, or it does not answer. Nothing was changed."""


def is_there() -> bool:
    return bool(settings.TRANSLATOR)


def draft(texts: list[str], source: str, target: str) -> list[str]:
    """Each text in the other language, as a LibreTranslate-compatible service gives it. Raises NoTranslator."""
    if not is_there():
        raise NoTranslator
    if not texts:
        return []
    asked = {
        "q": texts,
        "source": CODES.get(source, source),
        "target": CODES.get(target, target),
        "format": "text",
        **({"api_key": settings.TRANSLATOR_KEY} if settings.TRANSLATOR_KEY else {}),
    }
    request = urllib.request.Request(  # noqa: S310  (the operator names the address)
        f"{settings.TRANSLATOR.rstrip('/')}/translate",
        data=json.dumps(asked).encode(),
        headers={"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
            given = json.load(answer).get("translatedText")
    except (OSError, ValueError, AttributeError) as error:
        raise NoTranslator from error
    if not isinstance(given, list) or len(given) != len(texts) or not all(isinstance(text, str) for text in given):
        raise NoTranslator
    return given
