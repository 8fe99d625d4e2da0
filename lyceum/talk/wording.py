"""Posts are plain text. Made HTML here: paragraphs, and links for addresses that begin with https. Pure."""

import re
from urllib.parse import urlsplit

from django.utils.html import escape, format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe

_ADDRESS = re.compile(r"https://[^\s<>\"']+")
_AFTER = ".,;:!?)]}»”’。，；：！？）、؟،"


def cleaned(text: str) -> str:
    """With plain line ends and without signs that no text has."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in text if sign in "\n\t" or ord(sign) >= 32).strip()


def as_html(text: str) -> SafeString:
    """Everything is escaped; only what is written here is a tag."""
    parts, end = list[str](), 0
    for found in _ADDRESS.finditer(text):
        address = found[0].rstrip(_AFTER)
        parts += [escape(text[end : found.start()]), _link(address)]
        end = found.start() + len(address)
    parts.append(escape(text[end:]))
    return mark_safe(linebreaks("".join(parts), autoescape=False))


def _link(address: str) -> str:
    try:
        host = urlsplit(address).hostname
    except ValueError:
        host = None
    if not host:
        return escape(address)
    return format_html('<a href="{}" rel="nofollow noopener ugc">{}</a>', address, address)
