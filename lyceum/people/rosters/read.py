"""A roster from the files that came, in whichever of the two formats."""

from collections.abc import Callable, Mapping

from lyceum.people.rosters import oneroster, simple
from lyceum.people.rosters.problems import Problems
from lyceum.people.rosters.roster import Roster
from lyceum.people.rosters.tables import unpacked

ONEROSTER = {"users.csv", "classes.csv", "enrollments.csv"}


def _nothing(_: int) -> None:
    return None


def read(files: Mapping[str, bytes], advance: Callable[[int], None] = _nothing) -> Roster:
    """Never raises for what is in the files: what is wrong is among the roster's problems."""
    problems, tables = Problems(), {}
    for name, data in files.items():
        tables.update(unpacked(name, data, problems))
    if ONEROSTER & set(tables):
        return oneroster.parse(tables, problems, advance)
    for name, data in tables.items():
        if simple.looks_simple(data):
            return simple.parse(name, data, problems, advance)
    if not problems.errors:
        problems.add("no_table", next(iter(tables), ""))
    return Roster(problems=problems)
