"""Markdown of a pack as HTML of ours: no HTML of the author's, no script, no style."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from lyceum.courses.packs import highlight
from lyceum.courses.packs.errors import Errors
from lyceum.courses.packs.maths import BadFormula, to_mathml
from lyceum.courses.packs.media import Medium
from lyceum.courses.packs.words import CALLOUTS, size_mark, word_mark
from lyceum.kit import languages


@dataclass
class Setting:
    """What a text may refer to, and where its errors go. `base` is put before links to activities."""

    path: str
    language: str
    media: Mapping[str, Medium]
    activities: frozenset[str]
    errors: Errors
    base: str = "../"
    used: set[Medium] = field(default_factory=set)

    @property
    def is_rtl(self) -> bool:
        return self.language in languages.RIGHT_TO_LEFT


def render(text: str, setting: Setting, first_line: int = 1) -> str:
    """Blocks of Markdown as HTML; `first_line` is where the text begins in its file."""
    tokens = _parser().parse(text)
    _Checker(setting, first_line, headings=True).blocks(tokens)
    return _html(tokens, setting)


def render_inline(text: str, setting: Setting, first_line: int = 1) -> str:
    """One line of Markdown as HTML without a paragraph round it."""
    tokens = _parser().parseInline(text.strip())
    _Checker(setting, first_line, headings=False).blocks(tokens)
    return _html(tokens, setting).strip()


def plain(text: str) -> str:
    """The words of a line of Markdown, for places that take no markup."""
    children = _parser().parseInline(text.strip())[0].children or []
    return "".join(
        child.content if child.type in {"text", "code_inline"} else " " * (child.type == "softbreak")
        for child in children
    )


@cache
def _parser() -> MarkdownIt:
    # HTML is recognised so that it can be refused by line; it never reaches a page.
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    parser.use(dollarmath_plugin, allow_labels=False, allow_digits=False, allow_space=False)
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # links are checked, with their line, below
    for name, rule in RULES.items():
        parser.add_render_rule(name, rule)
    return parser


def _html(tokens: list[Token], setting: Setting) -> str:
    html: str = _parser().renderer.render(tokens, _parser().options, {"setting": setting})
    return html


class _Checker:
    """Walks over the tokens: reports what is not allowed, prepares figures, callouts, formulas and links."""

    def __init__(self, setting: Setting, first_line: int, *, headings: bool) -> None:
        self.setting, self.first_line, self.headings = setting, first_line, headings
        self.level = 1

    def add(self, line: int, code: str, /, **params: Any) -> None:
        self.setting.errors.add(self.setting.path, line, code, **params)

    def blocks(self, tokens: list[Token]) -> None:
        for index, token in enumerate(tokens):
            line = (token.map[0] if token.map else 0) + self.first_line
            check = getattr(self, f"on_{token.type}", None)
            if check is not None:
                check(tokens, index, line)
            for key in [key for key in token.attrs if key == "style"]:
                token.attrs = {"class": "end"} if "right" in str(token.attrs.pop(key)) else {}

    def on_html_block(self, tokens: list[Token], index: int, line: int) -> None:
        self.add(line, "html")

    def on_heading_open(self, tokens: list[Token], index: int, line: int) -> None:
        level = int(tokens[index].tag[1:])
        if not self.headings or tokens[index].level:
            self.add(line, "heading_here")
        elif not 2 <= level <= self.level + 1:
            self.add(line, "heading_level")
        self.level = level

    def on_fence(self, tokens: list[Token], index: int, line: int) -> None:
        language = tokens[index].info.strip()
        if not highlight.is_known(language):
            self.add(line, "code_language", language=language)
            tokens[index].info = "text"

    def on_math_block(self, tokens: list[Token], index: int, line: int) -> None:
        self.formula(tokens[index], line, block=True)

    def on_blockquote_open(self, tokens: list[Token], index: int, line: int) -> None:
        inline = tokens[index + 2] if index + 2 < len(tokens) else None
        if inline is None or inline.type != "inline" or not inline.content.startswith("[!"):
            return None
        name, end, _ = inline.content[2:].partition("\n")[0].partition("]")
        if not end or name not in CALLOUTS:
            return self.add(line, "callout", name=name)
        token = tokens[index]
        close = next(t for t in tokens[index:] if t.type == "blockquote_close" and t.level == token.level)
        token.type, close.type, token.info = "callout_open", "callout_close", name
        self.drop_first_line(inline)
        if not inline.children:
            tokens[index + 1].hidden = tokens[index + 3].hidden = True
        return None

    @staticmethod
    def drop_first_line(inline: Token) -> None:
        children = inline.children or []
        ends = [place for place, child in enumerate(children) if child.type in {"softbreak", "hardbreak"}]
        inline.children = children[ends[0] + 1 :] if ends else []
        inline.meta["dropped"] = len(ends[:1])

    def on_inline(self, tokens: list[Token], index: int, line: int) -> None:
        children = tokens[index].children or []
        line += tokens[index].meta.get("dropped", 0)
        if len(children) == 1 and children[0].type == "image" and self.is_alone(tokens, index):
            return self.figure(tokens, index, line)
        for child in children:
            if child.type in {"softbreak", "hardbreak"}:
                line += 1
            elif child.type == "html_inline":
                self.add(line, "html")
            elif child.type == "image":
                self.add(line, "image_inline" if self.headings else "image_here")
            elif child.type == "link_open":
                self.link(child, line)
            elif child.type in {"math_inline", "math_inline_double"}:
                self.formula(child, line, block=child.type != "math_inline")
        return None

    def is_alone(self, tokens: list[Token], index: int) -> bool:
        around = tokens[index - 1] if index else None
        return self.headings and around is not None and around.type == "paragraph_open" and around.level == 0

    def figure(self, tokens: list[Token], index: int, line: int) -> None:
        image = (tokens[index].children or [])[0]
        path = str(image.attrs.get("src", ""))
        medium = self.setting.media.get(path)
        if medium is None:
            return self.add(line, "missing_media", path=path)
        if not image.content.strip():
            return self.add(line, "image_words")
        tokens[index - 1].hidden = tokens[index + 1].hidden = True
        image.type = "sound" if medium.is_sound else "figure"
        image.meta["medium"] = medium
        self.setting.used.add(medium)
        return None

    def link(self, token: Token, line: int) -> None:
        target = str(token.attrs.get("href", ""))
        scheme, _, rest = target.partition(":")
        if scheme == "activity":
            if rest not in self.setting.activities:
                return self.add(line, "link_activity", key=rest)
            token.attrs["href"] = f"{self.setting.base}{rest}/"
        elif scheme not in {"https", "mailto"} or not rest:
            self.add(line, "link_target")
        return None

    def formula(self, token: Token, line: int, *, block: bool) -> None:
        try:
            token.meta["mathml"] = to_mathml(token.content, block=block)
        except BadFormula:
            self.add(line, "maths", formula=token.content.strip()[:80])


Tokens = list[Token]


def _figure(renderer: Any, tokens: Tokens, index: int, options: Any, env: Any) -> str:
    image = tokens[index]
    medium: Medium = image.meta["medium"]
    size = f' width="{medium.width}" height="{medium.height}"' if medium.width else ""
    return (
        f'<figure data-bytes="{medium.size}"><img src="{medium.url}" alt="{escape(image.content)}"{size} loading="lazy" decoding="async">'
        f"{_caption(image)}</figure>\n"
    )


def _sound(renderer: Any, tokens: Tokens, index: int, options: Any, env: Any) -> str:
    image = tokens[index]
    medium: Medium = image.meta["medium"]
    return (
        f'<figure class="media">{_caption(image)}<audio controls preload="none" src="{medium.url}"></audio>'
        f'<span class="size net">{size_mark(medium.size)}</span>'
        f"<details><summary>{word_mark('TRANSCRIPT')}</summary><p>{escape(image.content)}</p></details></figure>\n"
    )


def _caption(image: Token) -> str:
    title = str(image.attrs.get("title", ""))
    return f"<figcaption>{escape(title)}</figcaption>" if title else ""


def _callout_open(renderer: Any, tokens: Tokens, index: int, options: Any, env: Any) -> str:
    name = tokens[index].info
    extra = {"TIP": " ok", "WARNING": " warn"}.get(name, "")
    return f'<div class="note{extra}"><p><b>{word_mark(name)}</b></p>\n'


def _callout_close(renderer: Any, tokens: Tokens, index: int, options: Any, env: Any) -> str:
    return "</div>\n"


def _fence(renderer: Any, tokens: Tokens, index: int, options: Any, env: Any) -> str:
    return highlight.code_block(tokens[index].content, tokens[index].info.strip() or "text")


def _code_inline(renderer: Any, tokens: Tokens, index: int, options: Any, env: Any) -> str:
    direction = ' dir="ltr"' if env["setting"].is_rtl else ""
    return f"<code{direction}>{escape(tokens[index].content, quote=False)}</code>"


def _maths(renderer: Any, tokens: Tokens, index: int, options: Any, env: Any) -> str:
    return str(tokens[index].meta.get("mathml", ""))


def _maths_block(renderer: Any, tokens: Tokens, index: int, options: Any, env: Any) -> str:
    return f'<div class="scroll" tabindex="0">{tokens[index].meta.get("mathml", "")}</div>\n'


def _table_open(renderer: Any, tokens: Tokens, index: int, options: Any, env: Any) -> str:
    return '<div class="scroll" tabindex="0"><table>\n'


def _table_close(renderer: Any, tokens: Tokens, index: int, options: Any, env: Any) -> str:
    return "</table></div>\n"


def _refused(renderer: Any, tokens: Tokens, index: int, options: Any, env: Any) -> str:
    return ""


RULES = {
    "figure": _figure,
    "sound": _sound,
    "image": _refused,
    "html_block": _refused,
    "html_inline": _refused,
    "callout_open": _callout_open,
    "callout_close": _callout_close,
    "fence": _fence,
    "code_block": _fence,
    "code_inline": _code_inline,
    "math_inline": _maths,
    "math_inline_double": _maths,
    "math_block": _maths_block,
    "table_open": _table_open,
    "table_close": _table_close,
}
