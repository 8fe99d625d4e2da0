"""What authors write becomes HTML of ours and nothing else."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyceum.courses.packs.errors import Errors, PackRejected
from lyceum.courses.packs.markdown import Setting, plain, render, render_inline
from lyceum.courses.packs.maths import BadFormula, to_mathml
from lyceum.courses.packs.media import Medium
from lyceum.courses.packs.svg import check_svg
from lyceum.courses.packs.words import fill_words

SQUARE = Medium("media/square.svg", "a" * 64, "svg", 900, 20, 10)
SONG = Medium("media/song.mp3", "b" * 64, "mp3", 190_000)


def setting(language: str = "en") -> Setting:
    media = {medium.path: medium for medium in (SQUARE, SONG)}
    return Setting("en.md", language, media, frozenset({"next"}), Errors())


def html_of(text: str, language: str = "en") -> str:
    place = setting(language)
    html = render(text, place)
    place.errors.raise_if_any()
    return html


def test_a_picture_has_words_size_and_caption_and_waits_its_turn() -> None:
    html = html_of('![A "square"](media/square.svg "All equal")')
    for part in ('alt="A &quot;square&quot;"', 'width="20" height="10"', 'loading="lazy"', "<figcaption>All equal<"):
        assert part in html


def test_sound_loads_on_demand_and_says_its_size_and_words() -> None:
    html = fill_words(html_of('![la la la](media/song.mp3 "A song")'), "en")
    for part in ('<audio controls preload="none"', "186 KB", "la la la", "A song", "In words"):
        assert part in html


def test_callouts_bear_our_words() -> None:
    html = fill_words(html_of("> [!WARNING]\n> Hot **water**."), "en")
    assert html == '<div class="note warn"><p><b>Take care</b></p>\n<p>Hot <strong>water</strong>.</p>\n</div>\n'
    assert "<blockquote>" in html_of("> A plain quote.")
    assert "<li>one</li>" in html_of("> [!NOTE]\n>\n> - one")


def test_code_is_coloured_by_few_classes_and_scrolls_by_keyboard() -> None:
    html = html_of('```python\nfor n in range(3):  # count\n    print("<b>", n)\n```')
    assert html.startswith('<pre tabindex="0"><code><span class="hk">for </span>n <span class="hk">in </span>')
    assert '<span class="hs">"&lt;b&gt;"</span>' in html
    assert '<span class="hc"># count' in html
    assert html_of("```console\n> 1 < 2\n```") == '<pre tabindex="0"><samp>&gt; 1 &lt; 2\n</samp></pre>\n'


def test_formulas_become_mathml() -> None:
    assert "<msup><mi>a</mi><mn>2</mn></msup>" in html_of("So $a^2$.")
    assert '<math display="block" dir="ltr">' in html_of("$$\n\\frac{1}{2}\n$$")
    assert html_of("It costs $5 and $6.") == "<p>It costs $5 and $6.</p>\n"


def test_code_stays_left_to_right_in_arabic() -> None:
    assert html_of("اكتب `print`", "ar") == '<p>اكتب <code dir="ltr">print</code></p>\n'


def test_links_to_activities_work_in_every_language_of_the_page() -> None:
    assert html_of("[on](activity:next)") == '<p><a href="../next/">on</a></p>\n'


def test_tables_scroll_and_need_no_inline_style() -> None:
    html = html_of("| a | b |\n|---|--:|\n| 1 | 2 |")
    assert '<div class="scroll" tabindex="0"><table>' in html
    assert '<td class="end">2</td>' in html
    assert "style=" not in html


def test_one_line_of_markdown() -> None:
    assert render_inline("the `x` **now**", setting()) == "the <code>x</code> <strong>now</strong>"
    assert plain("the `x < y` **now**") == "the x < y now"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "<!-- word -->",
        "<!--word:NOTE-->",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](//evil.example/)",
        "<javascript:alert(1)>",
        "![x](https://evil.example/pixel.png)",
        "![x](../../secret.svg)",
        "![x](media/square.svg) ![x](media/square.svg)",
        "# Title",
        "- ## In a list",
        "$\\href{javascript:alert(1)}{x}\\unknown$",
    ],
)
def test_what_is_not_allowed_is_refused(text: str) -> None:
    with pytest.raises(PackRejected):
        html_of(text)


class _Collector(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links |= {value or "" for name, value in attrs if name in {"href", "src"}}


SNIPPETS = st.sampled_from(
    ["<", ">", "script", "![", "](", ")", "`", "```", "$", "|", "\n", "\n\n", "javascript:", "onload=", '"', "'", "> [!NOTE]",
     "media/square.svg", "activity:next", "https://a.example", "&lt;", "&#60;", "**", "[", "]", "x", " ", "\\", "- ", "## "]
)  # fmt: skip


@given(st.lists(SNIPPETS, max_size=30).map("".join))
def test_nothing_but_our_tags_comes_out(text: str) -> None:
    try:
        html = html_of(text)
    except PackRejected:
        return
    seen = _Collector()
    seen.feed(html)
    assert not seen.tags & {"script", "iframe", "style", "object", "form", "svg", "link", "meta"}
    assert not {name for name in seen.attributes if name.startswith("on") or name == "style"}
    assert all(link.startswith(("https://", "mailto:", "../next/", "/packs/media/")) for link in seen.links)


@given(st.text(alphabet="\\{}_^&$ abfrac sqrt\\left(href12", max_size=40))
def test_any_formula_is_shown_or_refused(latex: str) -> None:
    try:
        html = to_mathml(latex, block=False)
    except BadFormula:
        return
    assert "href" not in html.replace("<mi>", "").split(">")[0]


SAFE_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'
)


def svg_errors(content: str) -> list[tuple[int, str]]:
    errors = Errors()
    check_svg("a.svg", content.encode(), errors)
    return [(error.line, error.code) for error in errors.found]


def test_a_drawing_may_draw_and_refer_to_itself() -> None:
    inside = '<defs><path id="p" d="M0 0"/></defs>\n<use xlink:href="#p" fill="url(#g)"/><style>.a{fill:red}</style><text>a</text>'
    assert svg_errors(SAFE_SVG.format(inside)) == []


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<path onclick="alert(1)"/>',
        '<path OnLoad="alert(1)"/>',
        "<foreignObject><b/></foreignObject>",
        '<image href="https://evil.example/a.png"/>',
        '<use href="https://evil.example/a.svg#x"/>',
        '<use xlink:href="data:image/svg+xml;base64,AA"/>',
        '<a href="javascript:alert(1)"><path/></a>',
        '<path fill="url(https://evil.example/a)"/>',
        '<path style="background:u\\72l(x)"/>',
        "<style>@import 'https://evil.example/a.css';</style>",
        "<style>a{background:url(https://evil.example)}</style>",
        '<set attributeName="href" to="javascript:alert(1)"/>',
        '<animate attributeName="href" to="javascript:alert(1)"/>',
        '<html:script xmlns:html="http://www.w3.org/1999/xhtml">alert(1)</html:script>',
        '<iframe src="x"/>',
        '<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>',
    ],
)
def test_a_drawing_that_runs_or_loads_is_refused_with_its_line(inside: str) -> None:
    found = svg_errors(SAFE_SVG.format(f"\n{inside}"))
    assert found
    assert {error for error in found if error[0] != 2} == set()


def test_entities_and_broken_drawings_are_refused() -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg">&b;</svg>'
    assert svg_errors(bomb) == [(1, "svg_unsafe")]
    assert svg_errors('<?xml-stylesheet href="https://evil.example/a.css"?>' + SAFE_SVG) == [(1, "svg_unsafe")]
    assert svg_errors("<svg>\n<path></svg>") == [(2, "svg_broken")]
