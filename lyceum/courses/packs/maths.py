"""LaTeX formulas as MathML that can do nothing but be shown."""

from xml.etree import ElementTree

from latex2mathml.converter import convert

NAMESPACE = "http://www.w3.org/1998/Math/MathML"
ELEMENTS = {
    "math", "mrow", "mi", "mn", "mo", "ms", "mtext", "mspace", "mfrac", "msqrt", "mroot", "msub", "msup", "msubsup", "munder", "mover",
    "munderover", "mmultiscripts", "mprescripts", "none", "mtable", "mtr", "mtd", "mstyle", "merror", "mpadded", "mphantom", "menclose",
}  # fmt: skip
ATTRIBUTES = {
    "display", "displaystyle", "scriptlevel", "mathvariant", "stretchy", "fence", "form", "separator", "accent", "accentunder", "lspace",
    "rspace", "minsize", "maxsize", "linethickness", "columnalign", "rowalign", "columnspacing", "rowspacing", "columnlines", "rowlines",
    "columnspan", "width", "height", "depth", "movablelimits", "largeop", "symmetric", "notation", "frame",
}  # fmt: skip
# How many parts each of these must have; a formula that is cut short lacks one.
PARTS = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3}


class BadFormula(Exception):
    """The formula is not LaTeX that can be shown, or asks for more than showing."""


def to_mathml(latex: str, *, block: bool) -> str:
    """The formula as a <math> element, set left to right in every language."""
    try:
        converted = convert(latex, display="block" if block else "inline")
        tree = ElementTree.fromstring(converted)  # noqa: S314  (written by the library, which escapes the author's text)
    except Exception as error:
        raise BadFormula(latex) from error
    for element in tree.iter():
        element.tag = element.tag.removeprefix(f"{{{NAMESPACE}}}")
        if element.tag not in ELEMENTS or len(element) != PARTS.get(element.tag, len(element)):
            raise BadFormula(latex)
        if (element.text or "").startswith("\\") and element.tag != "mtext":
            raise BadFormula(latex)  # a command that the library does not know comes out as it went in
        element.attrib = {key: value for key, value in element.attrib.items() if key in ATTRIBUTES}
    tree.set("dir", "ltr")
    return ElementTree.tostring(tree, encoding="unicode")
