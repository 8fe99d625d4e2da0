"""Import rule for import-linter: code outside a package sees only its public modules."""

from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class PublicSurface(Contract):
    """Every child package of `root` may be entered only through `surface`; with `whole`, `root` itself is the package."""

    root = fields.StringField()
    surface = fields.ListField(subfield=fields.StringField())
    open_packages = fields.ListField(subfield=fields.StringField(), required=False)
    whole = fields.BooleanField(required=False, default=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        packages = {self.root} if self.whole else graph.find_children(self.root) - set(self.open_packages or [])
        broken = [line for package in sorted(packages) for line in self._entries(graph, package)]
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def _entries(self, graph: ImportGraph, package: str) -> list[str]:
        public = {f"{package}.{name}" for name in self.surface}
        outside = "" if self.whole else f"{self.root}."
        return [
            f"{importer} -> {private}"
            for private in sorted(graph.find_descendants(package) - public)
            for importer in sorted(graph.find_modules_that_directly_import(private))
            if importer.startswith(outside) and not importer.startswith(f"{package}.") and importer != package
        ]

    def render_broken_contract(self, check: Any) -> None:
        for line in check.metadata["broken"]:
            output.print_error(line)
