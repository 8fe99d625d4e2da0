"""Icon symbols on a 20 x 20 grid, stroke 2; mastery marks (quarter discs of one circle); pictures of profiles."""

_I = {
    "search": '<path d="M13 13l5 5M8.5 14a5.5 5.5 0 100-11 5.5 5.5 0 000 11z"/>',
    "globe": '<path d="M10 18a8 8 0 100-16 8 8 0 000 16zM2 10h16M10 2c-4.5 5-4.5 11 0 16M10 2c4.5 5 4.5 11 0 16"/>',
    "down": '<path d="M10 2v11M5 8.5l5 5 5-5M3 18h14"/>',
    "offline": '<path d="M5 1.5h10v17H5zM7.5 10l2 2 3.5-4.5"/>',
    "play": '<path d="M5 3v14l11-7z"/>',
    "check": '<path d="M3 10.5l5 5 9-11"/>',
    "lock": '<path d="M4 9h12v9H4zM6.5 9V6a3.5 3.5 0 017 0v3"/>',
    "hand": '<path d="M4 8v4c0 4 2.5 6.5 6 6.5s6-2.5 6-6.5V6M8 10V3M12 10V3"/>',
    "mic": '<path d="M7.5 4.5a2.5 2.5 0 015 0v5a2.5 2.5 0 01-5 0zM4.5 9.5a5.5 5.5 0 0011 0M10 15v3.5"/>',
    "chat": '<path d="M2 3h16v11H9l-4 4v-4H2z"/>',
    "clock": '<path d="M10 18a8 8 0 100-16 8 8 0 000 16zM10 5.5V10l3 2.5"/>',
    "arrow": '<path d="M3 10h13M11 5l5 5-5 5"/>',
    "back": '<path d="M17 10H4M9 5l-5 5 5 5"/>',
    "star": '<path d="M10 1.5l2.6 5.6 6 .7-4.5 4.1 1.2 6.1-5.3-3-5.3 3 1.2-6.1L1.4 7.8l6-.7z"/>',
    "flag": '<path d="M4 18V2h12l-3 4.5 3 4.5H4"/>',
    "book": '<path d="M10 5C8 3 5 3 2 3v12c3 0 6 0 8 2 2-2 5-2 8-2V3c-3 0-6 0-8 2zv12"/>',
    "code": '<path d="M6.5 5l-5 5 5 5M13.5 5l5 5-5 5"/>',
    "trophy": '<path d="M6 2h8v6a4 4 0 01-8 0zM6 4H2v1a4 4 0 004 4M14 4h4v1a4 4 0 01-4 4M10 12v5M6 18h8"/>',
    "doc": '<path d="M4 1.5h8l4 4v13H4zM7 10h6M7 14h6"/>',
    "people": '<path d="M7 9a3 3 0 100-6 3 3 0 000 6zM1.5 17c0-4 2.5-5.5 5.5-5.5s5.5 1.5 5.5 5.5M13 3a3 3 0 010 6M15 11.5c2.5.7 3.5 2.5 3.5 5.5"/>',
    "warn": '<path d="M10 2L1 18h18zM10 8v4.5M10 15v.5"/>',
    "help": '<path d="M10 18a8 8 0 100-16 8 8 0 000 16zM7.5 7.8A2.5 2.5 0 1111 10c-1 .5-1 1-1 1.8M10 14.2v.3"/>',
    "sound": '<path d="M2.5 7.5v5H6l4.5 4v-13L6 7.5zM14 6.5a5 5 0 010 7"/>',
    "bulb": '<path d="M7.5 14.5c0-2-3-3-3-6.5a5.5 5.5 0 0111 0c0 3.5-3 4.5-3 6.5zM8 18h4"/>',
    "bars": '<path d="M3 17v-3M8 17v-6M13 17V8M18 17V4"/>',
    "save": '<path d="M5 2h10v16l-5-4-5 4z"/>',
    "x": '<path d="M4 4l12 12M16 4L4 16"/>',
    "plus": '<path d="M10 3v14M3 10h14"/>',
    "user": '<path d="M10 10a4 4 0 100-8 4 4 0 000 8zM2.5 18.5c0-4.5 3-6 7.5-6s7.5 1.5 7.5 6"/>',
    "eye": '<path d="M1 10c4-7 14-7 18 0-4 7-14 7-18 0zM10 13a3 3 0 100-6 3 3 0 000 6z"/>',
    "print": '<path d="M5 7V2h10v5M5 14H2V7h16v7h-3M5 11.5h10V18H5z"/>',
    "news": '<path d="M2 3h13v14H4a2 2 0 01-2-2zM15 7h3v8a2 2 0 01-2 2M5 7h7M5 10h7M5 13h4"/>',
    "pen": '<path d="M3 17l1-4L14 3l3 3L7 16z"/>',
    "bell": '<path d="M3 14.5h14l-2-3V8a5 5 0 00-10 0v3.5zM8 17.5h4"/>',
    "key": '<path d="M7 13a4 4 0 100-8 4 4 0 000 8zM11 9h8v4M15.5 9v3"/>',
}
ICONS = {"i-" + k: v for k, v in _I.items()}
_Q = ["M10 10V2a8 8 0 018 8z", "M10 10h8a8 8 0 01-8 8z", "M10 10v8a8 8 0 01-8-8z", "M10 10H2a8 8 0 018-8z"]
_RING = '<path fill="none" stroke="currentColor" stroke-width="1.5" d="M10 18a8 8 0 100-16 8 8 0 000 16z"/>'
MASTERY = {f"m-{n}": _RING + ('<path d="{}"/>'.format("".join(_Q[:n])) if n else "") for n in range(4)}
MASTERY["m-4"] = '<path d="M1 1h18v18H1z"/><path class="pip" d="M10 4l6 6-6 6-6-6z"/>'


def _pic(*paths: tuple[str, str]) -> str:
    drawn = "".join(f'<path fill="#{colour}" d="{path}"/>' for colour, path in paths)
    return f'<svg viewBox="0 0 12 12" width="72" height="72" aria-hidden="true">{drawn}</svg>'


PICS = {  # drawn from the same squares, quarter discs and diamonds as the tiles
    "fish": _pic(("37a9ca", "M1 6q4-5.5 8 0-4 5.5-8 0z"), ("004267", "M8 6l3-3v6z"), ("fff", "M3 5h1v1H3z")),
    "sun": _pic(
        ("f4b52c", "M2.8 2.8h6.4v6.4H2.8zM6 1.5l4.5 4.5-4.5 4.5L1.5 6z"), ("db7e52", "M6 4a2 2 0 100 4 2 2 0 000-4z")
    ),
    "boat": _pic(
        ("6c2100", "M1 8h10a3 3 0 01-3 3H4a3 3 0 01-3-3z"), ("183680", "M5.5 1v6H1z"), ("dc7782", "M6.5 2L11 7H6.5z")
    ),
    "tree": _pic(
        ("6c2100", "M5.4 7h1.2v4H5.4z"), ("61ae73", "M6 1a3.5 3.5 0 100 7z"), ("004a2b", "M6 1a3.5 3.5 0 110 7z")
    ),
    "house": _pic(("db7e52", "M1 6l5-5 5 5z"), ("b49469", "M2 6h8v5H2z"), ("593301", "M5 8h2v3H5z")),
    "kite": _pic(
        ("ad87ce", "M6 1v4H2z"),
        ("4c2574", "M6 1l4 4H6z"),
        ("f4b52c", "M2 5h4v5z"),
        ("d179a4", "M6 5h4l-4 5z"),
        ("711028", "M6 10h1v1.5H6z"),
    ),
    "moon": _pic(
        ("183680", "M0 0h12v12H0z"),
        ("f4b52c", "M8 2a4.5 4.5 0 100 8 5 5 0 010-8z"),
        ("e2f0ff", "M9 5l.5.5-.5.5-.5-.5z"),
    ),
    "flower": _pic(
        ("2e450e", "M5.6 7h.8v4.5h-.8z"),
        ("dc7782", "M6 4q0-3 3-3 0 3-3 3 3 0 3 3-3 0-3-3 0 3-3 3 0-3 3-3-3 0-3-3 3 0 3 3z"),
        ("f4b52c", "M6 3l1 1-1 1-1-1z"),
    ),
    "drum": _pic(
        ("6c2100", "M2 3h8l-1 8H3z"),
        ("fdeade", "M1.5 2h9v2h-9z"),
        ("f4b52c", "M2.3 5L4 9l2-4 2 4 1.7-4L8 11 6 7l-2 4z"),
    ),
}

_SYMBOLS = {**ICONS, **MASTERY}


def sprite(names: list[str]) -> str:
    """A hidden SVG with just these symbols."""
    symbols = (f'<symbol id="{n}" viewBox="0 0 20 20">{_SYMBOLS[n]}</symbol>' for n in names if n in _SYMBOLS)
    return f"<svg hidden>{''.join(symbols)}</svg>"
