"""Lets only drawings in that draw: nothing that runs, loads or links."""

import re
from xml.parsers import expat

from lyceum.courses.packs.errors import Errors

ELEMENTS = set(
    "svg g defs symbol use title desc metadata style path rect circle ellipse line polyline polygon text tspan textPath "
    "marker linearGradient radialGradient stop clipPath mask pattern filter switch view "
    "feBlend feColorMatrix feComponentTransfer feComposite feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur "
    "feMerge feMergeNode feMorphology feOffset feTurbulence".split()
)
# Editors leave notes to themselves under other namespaces; browsers ignore those.
FOREIGN = re.compile(r"^(?!svg:|xlink:|html:|xhtml:)[A-Za-z][\w.-]*:")
OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)|@import|javascript:|expression\(|\\", re.I)


def check_svg(path: str, content: bytes, errors: Errors) -> None:
    """Report, with its line, everything in the drawing that could run, load or link to something else."""
    _Inspector(path, errors).inspect(content)


class _Inspector:
    def __init__(self, path: str, errors: Errors) -> None:
        self.path, self.errors = path, errors
        self.in_style = False
        self.parser = expat.ParserCreate()
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
        self.in_style = name == "style"
        if name not in ELEMENTS and not FOREIGN.match(name):
            self.refuse(f"<{name}>")
        for key, value in attributes.items():
            if key.lower().startswith("on"):
                self.refuse(key)
            elif key.lower().split(":")[-1] in {"href", "src", "base"} and not value.startswith("#"):
                self.refuse(f"{key}={value}")
            elif not key.startswith("xmlns") and OUTSIDE.search(value):
                self.refuse(f"{key}={value}")

    def end(self, name: str) -> None:
        self.in_style = False

    def text(self, data: str) -> None:
        if self.in_style and OUTSIDE.search(data):
            self.refuse("style")


class _Stop(Exception):
    """No need to read on."""
