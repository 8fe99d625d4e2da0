"""Addresses as QR codes that stand in the page itself."""

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_svg(text: str, title: str) -> SafeString:
    """An SVG without size of its own; `title` says where it leads. The address stands beside it in letters."""
    code = segno.make(text, error="m", micro=False)
    svg = code.svg_inline(
        omitsize=True, svgclass="qr", lineclass=None, border=2, dark="#000", light="#fff", title=title
    )
    return mark_safe(svg)
