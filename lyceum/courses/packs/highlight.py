"""Colours in code by seven classes: few enough to tell apart, and light on the line."""

from html import escape

from pygments import lex
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Keyword, Name, Number, Operator, String
from pygments.util import ClassNotFound

# The first that fits counts; drawn in lyceum/ui/components/highlight.
CLASSES = (
    (Comment.Preproc, "d"),
    (Comment, "c"),
    (String, "s"),
    (Number, "n"),
    (Keyword, "k"),
    (Operator.Word, "k"),
    (Name.Function, "f"),
    (Name.Class, "f"),
    (Name.Decorator, "d"),
    (Name.Builtin, "b"),
)
PLAIN = {"text", "console"}


def is_known(language: str) -> bool:
    if language in PLAIN:
        return True
    try:
        get_lexer_by_name(language)
    except ClassNotFound:
        return False
    return True


def code_block(code: str, language: str) -> str:
    """A <pre> that keyboards can scroll; `console` is what a screen shows."""
    if language in PLAIN:
        tag = "samp" if language == "console" else "code"
        return f'<pre tabindex="0"><{tag}>{escape(code, quote=False)}</{tag}></pre>\n'
    return f'<pre tabindex="0"><code>{_coloured(code, language)}</code></pre>\n'


def _coloured(code: str, language: str) -> str:
    runs: list[tuple[str, str]] = []
    for token, text in lex(code, get_lexer_by_name(language, stripnl=False)):
        name = next((name for kind, name in CLASSES if kind in token.split()), "")
        if not text.strip():
            name = runs[-1][0] if runs else ""
        if runs and runs[-1][0] == name:
            runs[-1] = (name, runs[-1][1] + text)
        else:
            runs.append((name, text))
    return "".join(_run(name, text) for name, text in runs)


def _run(name: str, text: str) -> str:
    text = escape(text, quote=False)
    return f'<span class="h{name}">{text}</span>' if name else text
