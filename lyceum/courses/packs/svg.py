"""Lets only drawings in that draw: nothing that runs, loads or links."""

import re
from xml.parsers import expat

from lyceum.courses.packs.errors import Errors

ELEMENTS = {
    "svg", "g", "defs", "symbol", "use", "title", "desc", "metadata", "style", "path", "rect", "circle", "ellipse", "line", "polyline",
    "polygon", "text", "tspan", "textPath", "marker", "linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern", "filter",
    "switch", "view", "feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feFlood", "feFuncA", "feFuncB", "feFuncG",
    "feFuncR", "feGaussianBlur", "feMerge", "feMergeNode", "feMorphology", "feOffset", "feTurbulence",
}  # fmt: skip
SVG = "http://www.w3.org/2000/svg"
#: Notes that drawing programs leave to themselves; browsers ignore them.
EDITORS = {
    "http://www.inkscape.org/namespaces/inkscape",
    "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://purl.org/dc/elements/1.1/",
    "http://creativecommons.org/ns#",
}
OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)|@import|javascript:|expression\(|\\", re.I)


def check_svg(path: str, content: bytes, errors: Errors) -> None:
    """Report, with its line, everything in the drawing that could run, load or link to something else."""
    _Inspector(path, errors).inspect(content)


class _Inspector:
    def __init__(self, path: str, errors: Errors) -> None:
        self.path, self.errors = path, errors
        self.in_style = False
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.ProcessingInstructionHandler = lambda target, data: self.refuse(f"<?{target}?>")
        self.parser.StartDoctypeDeclHandler = self.doctype

    def inspect(self, content: bytes) -> None:
        try:
            self.parser.Parse(content, True)
        except expat.ExpatError as error:
            self.errors.add(self.path, error.lineno, "svg_broken", problem=expat.ErrorString(error.code))
        except _Stop:
            return

    def refuse(self, what: str) -> None:
        self.errors.add(self.path, self.parser.CurrentLineNumber, "svg_unsafe", what=what[:60])

    def doctype(self, *declaration: object) -> None:
        """Entities could hide anything, and grow without end."""
        self.refuse("<!DOCTYPE>")
        raise _Stop

    def start(self, name: str, attributes: dict[str, str]) -> None:
        # Names come with the namespace they stand for, whatever prefix they are written with.
        space, _, tag = name.rpartition(" ")
        self.in_style = tag == "style"
        if space not in EDITORS and not (space in {SVG, ""} and tag in ELEMENTS):
            self.refuse(f"<{tag}>")
        for key, value in attributes.items():
            self.attribute(key.rpartition(" ")[2].lower(), value)

    def attribute(self, key: str, value: str) -> None:
        leads_out = key in {"href", "src", "base"} and not value.startswith("#")
        if key.startswith("on") or leads_out or OUTSIDE.search(value):
            self.refuse(f"{key}={value}")

    def end(self, name: str) -> None:
        self.in_style = False

    def text(self, data: str) -> None:
        if self.in_style and OUTSIDE.search(data):
            self.refuse("style")


class _Stop(Exception):
    """No need to read on."""
